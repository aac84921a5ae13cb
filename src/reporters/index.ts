/** Reporters by name. The table's renderer is large and loaded only when it is asked for; the others are small. */
import csv from './csv.js';
import github from './github.js';
import json from './json.js';
import junit from './junit.js';
import markdown from './markdown.js';
import type { Reporter } from './reporter.js';
import sarif from './sarif.js';

const reporters = { table: null, json, sarif, markdown, junit, github, csv } as const;

/** Name of a report format. */
export type ReporterName = keyof typeof reporters;

/** All report formats, in the order of the help. */
export const reporterNames = Object.keys(reporters) as readonly ReporterName[];

export function isReporterName(name: string): name is ReporterName {
  return Object.hasOwn(reporters, name);
}

export async function loadReporter(name: ReporterName): Promise<Reporter> {
  return reporters[name] ?? (await import('./table.js')).default;
}
