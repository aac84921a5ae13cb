/** The library: audit snapshots, and the types of the report. */
import { emptyConfig } from './config/model.js';
import { run } from './run.js';
import type { Report } from './engine/report.js';

export { InvalidInput } from './estate/invalid-input.js';
export { readSnapshots } from './estate/read-snapshot.js';
export { audit } from './engine/audit.js';
export { exitCodeOf } from './engine/exit-code.js';
export { run, type RunOptions, type RunResult } from './run.js';
export { emptyConfig, type Config } from './config/model.js';
export type * from './engine/report.js';

/**
 * Audits snapshots, given as the text of their files, joined into one estate.
 * @throws InvalidInput with every fault of the input
 */
export function auditSnapshots(texts: readonly string[]): Report {
  const inputs = texts.map((text, index) => ({ name: `snapshot-${index + 1}`, kind: 'snapshot' as const, text }));
  const options = {
    buckets: [],
    failOn: 'error',
    allowIncomplete: false,
    requireOrganization: false,
    baseline: null,
    today: new Date().toISOString().slice(0, 10),
  } as const;
  return run({ inputs, config: emptyConfig, ...options }).report;
}
