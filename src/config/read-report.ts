import { ExpectedError } from '../expected-error.js';
import type { Report } from '../engine/report.js';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isListOfObjects = (value: unknown): boolean => Array.isArray(value) && value.every(isObject);

/** Whether a parsed file calls itself a report. */
export const isReport = (value: unknown): boolean => isObject(value) && value['format'] === 'replint-report/1';

const faultIn = (value: Record<string, unknown>): string | null => {
  if (!isObject(value['input'])) return '`input` is missing';
  if (!isListOfObjects(value['findings'])) return '`findings` is no list of findings';
  if (!isListOfObjects(value['replication'])) return '`replication` is no list of entries';
  const findings = value['findings'] as readonly Record<string, unknown>[];
  const at = findings.findIndex(({ fingerprint, rule, level }) =>
    [fingerprint, rule, level].some((text) => typeof text !== 'string'),
  );
  return at === -1 ? null : `\`findings[${at}]\` has no rule, level or fingerprint`;
};

/**
 * A JSON report, as `--format json` wrote it.
 * @param name of the file, for people
 * @throws ExpectedError where the value is something else
 */
export const readReport = (name: string, value: unknown): Report => {
  const help = 'Write it with `replint audit --format json=FILE`.';
  if (!isObject(value) || !isReport(value))
    throw new ExpectedError(`${name} is no report of format replint-report/1.`, help);
  const fault = faultIn(value);
  if (fault !== null) throw new ExpectedError(`${name} is no valid report: ${fault}.`, help);
  // Its format says what it is, and the parts that are read have been checked.
  return value as unknown as Report;
};
