import { ExpectedError } from '../basics/expected-error.js';
import type { Report } from './model.js';

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a parsed file calls itself a report. */
export function isReport(value: unknown): value is { readonly format: 'replint-report/1' } {
  return isObject(value) && (value as { readonly format?: unknown }).format === 'replint-report/1';
}

/** `findings[3].level` */
function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./u, '');
}

/**
 * A JSON report, as `--format json` wrote it.
 * @param name of the file, for people
 * @param placeIn file, line and column of a value, by its path; only the name where the text is not at hand
 * @throws ExpectedError where the value is something else, with the place of its first fault
 */
export async function readReport(
  name: string,
  value: unknown,
  placeIn: (path: readonly (string | number)[]) => string = () => name,
): Promise<Report> {
  const help = 'Write it with `replint audit --format json=FILE`.';
  if (!isReport(value)) throw new ExpectedError(`${name} is not a report of format replint-report/1.`, help);
  const { reportSchema } = await import('./report-schema.js');
  const { error } = reportSchema.safeParse(value);
  const [fault] = error?.issues ?? [];
  if (fault !== undefined)
    throw new ExpectedError(
      `${placeIn(fault.path.map((step) => (typeof step === 'number' ? step : String(step))))} is not a valid report: \`${placeOf(fault.path)}\`: ${fault.message}.`,
      help,
    );
  // Its format says what it is, and the parts that are read have been checked.
  return value as unknown as Report;
}
