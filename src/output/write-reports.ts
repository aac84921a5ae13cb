/** A report in every format that files were asked for. */
import type { Report } from '../report/model.js';
import { renderedFor, showsExplanations, type ReporterName } from '../reporters/index.js';
import type { ReporterOptions } from '../reporters/reporter.js';
import { OutputError, writeWhole } from './write-file.js';

export interface WantedFile {
  readonly format: ReporterName;
  /** Path as given. */
  readonly file: string;
}

export interface WrittenReports {
  readonly written: readonly WantedFile[];
  /** What to throw once everything else that was asked for is done; null = all were written. */
  readonly failure: OutputError | null;
}

/** The walk of requests is long: it stands in a report that shows it, or in all where it was asked for. */
export function reportFor(format: ReporterName, report: Report, { explainAll = false }: ReporterOptions): Report {
  if (explainAll || report.explanations === undefined || showsExplanations(format)) return report;
  const { explanations: _, ...rest } = report;
  return rest;
}

/** Every file is tried, whatever became of those before it. */
export async function writeReports(
  report: Report,
  wanted: readonly WantedFile[],
  options: ReporterOptions,
): Promise<WrittenReports> {
  const written: WantedFile[] = [];
  let failure: OutputError | null = null;
  for (const one of wanted) {
    const rendered = await renderedFor(one.format, reportFor(one.format, report, options), options);
    try {
      await writeWhole(one.file, rendered);
      written.push(one);
    } catch (error) {
      if (!(error instanceof OutputError)) throw error;
      failure ??= error;
    }
  }
  return { written, failure };
}
