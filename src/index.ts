/** The library: audit snapshots, or live accounts, and the types of the report. */
import { collectLive } from './collectors/load.js';
import type { CollectOptions } from './collectors/model.js';
import { emptyConfig, type Config } from './config/model.js';
import type { Report } from './report/model.js';
import type { SnapshotInput } from './sources/snapshot/read-snapshot-text.js';
import { run } from './run.js';

export { ExpectedError } from './basics/expected-error.js';
export { InvalidInput } from './sources/faults/invalid-input.js';
export { readSnapshots } from './sources/snapshot/read-snapshot.js';
export { audit } from './judge.js';
export { exitCodeOf } from './report/exit-code.js';
export { run, type RunOptions, type RunResult } from './run.js';
export { emptyConfig, type Config } from './config/model.js';
export { collectLive } from './collectors/load.js';
export type { CollectOptions, CollectResult } from './collectors/model.js';
export type * from './report/model.js';
export type * from './report/patch.js';

/** How to judge; every part has a default. */
export interface JudgeOptions {
  /** Source buckets to judge; all by default. */
  readonly buckets?: readonly string[];
  /** Without the organization's policies, a verdict is `unknown`. */
  readonly requireOrganization?: boolean;
  /** What a configuration file would say; see `Config`. */
  readonly config?: Partial<Config>;
  /** `YYYY-MM-DD`, for suppressions that expire and policies that hold from or until a date; by default this day in UTC. */
  readonly today?: string;
}

/** Live accounts, and how to judge them: see `CollectOptions` and `JudgeOptions`. */
export type LiveOptions = CollectOptions & JudgeOptions;

function reportOn(inputs: readonly SnapshotInput[], options: JudgeOptions): Report {
  const config = { ...emptyConfig, ...options.config };
  return run({
    inputs,
    config,
    buckets: options.buckets ?? [],
    failOn: config.failOn ?? 'error',
    allowIncomplete: config.allowIncomplete ?? false,
    requireOrganization: options.requireOrganization ?? config.requireOrganization ?? false,
    baseline: null,
    today: options.today ?? new Date().toISOString().slice(0, 10),
  }).report;
}

/**
 * Audits snapshots, given as the text of their files, joined into one estate.
 * @throws InvalidInput with every fault of the input
 * @throws ExpectedError where a bucket is asked for that the snapshots do not hold
 */
export function auditSnapshots(texts: readonly string[], options: JudgeOptions = {}): Report {
  const inputs = texts.map((text, index) => ({ name: `snapshot-${index + 1}`, kind: 'snapshot' as const, text }));
  return reportOn(inputs, options);
}

/**
 * Reads live accounts, and audits them as one estate. Only reads are made. The AWS SDK is loaded here, on first use. What could not be
 * read leaves verdicts `unknown` and the report incomplete.
 * @throws ExpectedError where nothing can be read at all: no credentials, no Region, no account that lets us in
 */
export async function auditLive(options: LiveOptions = {}): Promise<Report> {
  const { requireOrganization: _, config, today: __, ...accounts } = options;
  const bucketTags = config?.mustReplicate?.some(({ tag }) => tag !== null) ?? false;
  const { snapshot } = await collectLive({ bucketTags, ...accounts });
  return reportOn([{ name: 'live', kind: 'live', text: JSON.stringify(snapshot) }], options);
}
