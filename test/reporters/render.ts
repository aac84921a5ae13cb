import type { Report } from '../../src/report/model.js';
import { loadReporter, type ReporterName } from '../../src/reporters/index.js';
import type { ReporterOptions } from '../../src/reporters/reporter.js';
import { ruleFacts } from '../../src/rule-facts.js';

const options: ReporterOptions = {
  rules: ruleFacts,
  color: false,
  width: 100,
  workingDirectory: '/repository',
  failOn: 'error',
};

export async function render(name: ReporterName, report: Report, more: Partial<ReporterOptions> = {}): Promise<string> {
  return (await loadReporter(name))(report, { ...options, ...more });
}

/** C0 and C1 controls but line feed, and what turns the direction of writing. */
export const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/u; // eslint-disable-line no-control-regex
