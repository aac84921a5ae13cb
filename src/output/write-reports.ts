/** A report in every format that files were asked for. */
import type { Report } from '../report/model.js';
import { renderedFor, showsExplanations, type ReporterName } from '../reporters/index.js';
import type { ReporterOptions } from '../reporters/reporter.js';
import type { FileToWrite } from './write-file.js';

export interface WantedFile {
  readonly format: ReporterName;
  /** Path as given. */
  readonly file: string;
}

/** The walk of requests is long: it stands in a report that shows it, or in all where it was asked for. */
export function reportFor(format: ReporterName, report: Report, { explainAll = false }: ReporterOptions): Report {
  if (explainAll || report.explanations === undefined || showsExplanations(format)) return report;
  const { explanations: _, ...rest } = report;
  return rest;
}

/** To be written with whatever else the run writes. */
export function reportFiles(
  report: Report,
  wanted: readonly WantedFile[],
  options: ReporterOptions,
): readonly FileToWrite[] {
  return wanted.map(({ format, file }) => ({
    path: file,
    contents: () => renderedFor(format, reportFor(format, report, options), options),
  }));
}
