/** Reporters by name: the one list. Those that few ask for, or that need large packages, are loaded only when they are asked for. */
import csv from './csv.js';
import github from './github.js';
import json, { piecesOfReport } from './json.js';
import junit from './junit.js';
import markdown from './markdown.js';
import type { Report } from '../report/model.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import sarif from './sarif.js';

type Loading = () => Promise<{ readonly default: Reporter }>;

interface Entry {
  /** The reporter, or how to load it. */
  readonly reporter: Reporter | { readonly load: Loading };
  /** Its text in pieces, where it can be long. */
  readonly pieces?: (report: Report) => Iterable<string>;
  /** Whether it shows the walk of requests. */
  readonly showsExplanations?: boolean;
}

const reporters = {
  table: { reporter: { load: () => import('./table.js') } },
  json: { reporter: json, pieces: piecesOfReport },
  sarif: { reporter: sarif },
  markdown: { reporter: markdown },
  junit: { reporter: junit },
  github: { reporter: github },
  csv: { reporter: csv },
  html: { reporter: { load: () => import('./html.js') }, showsExplanations: true },
  ocsf: { reporter: { load: () => import('./ocsf/ocsf.js') } },
  asff: { reporter: { load: () => import('./asff/asff.js') } },
} as const satisfies Readonly<Record<string, Entry>>;

/** Name of a report format. */
export type ReporterName = keyof typeof reporters;

/** All report formats, in the order of the help. */
export const reporterNames = Object.keys(reporters) as readonly ReporterName[];

export function isReporterName(name: string): name is ReporterName {
  return Object.hasOwn(reporters, name);
}

/** Whether the format shows the walk of requests, where the report holds it. */
export function showsExplanations(name: ReporterName): boolean {
  const entry: Entry = reporters[name];
  return entry.showsExplanations === true;
}

export async function loadReporter(name: ReporterName): Promise<Reporter> {
  const { reporter }: Entry = reporters[name];
  return 'load' in reporter ? (await reporter.load()).default : reporter;
}

/** The report's text, or its pieces, as something to write: they can be asked for again. */
export async function renderedFor(
  name: ReporterName,
  report: Report,
  options: ReporterOptions,
): Promise<string | Iterable<string>> {
  const { pieces }: Entry = reporters[name];
  return pieces === undefined ? (await loadReporter(name))(report, options) : pieces(report);
}
