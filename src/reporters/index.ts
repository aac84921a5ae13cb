/** Reporters by name. Those that need large packages are loaded only when they are asked for; the others are small. */
import csv from './csv.js';
import github from './github.js';
import json from './json.js';
import junit from './junit.js';
import markdown from './markdown.js';
import type { Reporter } from './reporter.js';
import sarif from './sarif.js';

const reporters = { table: null, json, sarif, markdown, junit, github, csv, html: null } as const;

/** Name of a report format. */
export type ReporterName = keyof typeof reporters;

/** All report formats, in the order of the help. */
export const reporterNames = Object.keys(reporters) as readonly ReporterName[];

export function isReporterName(name: string): name is ReporterName {
  return Object.hasOwn(reporters, name);
}

/** Whether the format shows the walk of requests, where the report holds it. */
export function showsExplanations(name: ReporterName): boolean {
  return name === 'html';
}

export async function loadReporter(name: ReporterName): Promise<Reporter> {
  if (name === 'table') return (await import('./table.js')).default;
  if (name === 'html') return (await import('./html.js')).default;
  return reporters[name];
}
