/** The functions of the library: audit, explain, compare and render, from snapshots or live accounts. Nothing is printed or written. */
import { parseObjectName } from './basics/aws-names.js';
import { ExpectedError } from './basics/expected-error.js';
import { collectLive } from './collectors/load.js';
import type { CollectOptions } from './collectors/model.js';
import { emptyConfig, type Config } from './config/model.js';
import { diffEstates } from './diff/diff-estates.js';
import { diffReports } from './diff/diff-reports.js';
import type { Diff } from './diff/model.js';
import { explainObject } from './explain-object.js';
import type { Explanation } from './report/explanation.js';
import type { Level, ObjectClass, Report } from './report/model.js';
import type { FixReport } from './fix/model.js';
import { repair } from './repair.js';
import { run, type RunOptions, type RunResult } from './run.js';
import { snapshotInputs, type SnapshotSource } from './snapshot-source.js';
import { joinReadings } from './sources/join-readings.js';
import { readSnapshotText } from './sources/snapshot/read-snapshot-text.js';

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

/** What about the object is not as the bucket's settings say; every part has a default. */
export interface ExplainOptions extends Omit<JudgeOptions, 'buckets'> {
  /** Encryption of the object; what the bucket does by default where it is left out. */
  readonly objectClass?: ObjectClass;
  /** What if S3 Bucket Keys were on, or off, at both buckets? As they are where it is left out. */
  readonly bucketKey?: boolean;
  /** Only the replication rule with this ID. */
  readonly replicationRule?: string;
}

function configOf({ config }: Pick<JudgeOptions, 'config'>): Config {
  return { ...emptyConfig, ...config };
}

function dayOf({ today }: Pick<JudgeOptions, 'today'>): string {
  return today ?? new Date().toISOString().slice(0, 10);
}

function judged(inputs: RunOptions['inputs'], options: JudgeOptions): RunResult {
  const config = configOf(options);
  return run({
    inputs,
    config,
    buckets: options.buckets ?? [],
    failOn: config.failOn ?? 'error',
    allowIncomplete: config.allowIncomplete ?? false,
    requireOrganization: options.requireOrganization ?? config.requireOrganization ?? false,
    baseline: null,
    today: dayOf(options),
  });
}

/**
 * Audits snapshots, joined into one estate.
 * @param snapshots texts, bytes or parsed JSON
 * @throws NotASnapshot for what is none of these; InvalidInput with every fault of a snapshot
 * @throws ExpectedError where a bucket is asked for that the snapshots do not hold
 */
export function auditSnapshots(snapshots: readonly SnapshotSource[], options: JudgeOptions = {}): Report {
  return judged(snapshotInputs('auditSnapshots', snapshots), options).report;
}

/**
 * Reads live accounts, and audits them as one estate. Only reads are made. The AWS SDK is loaded here, on first use. What could not be
 * read leaves verdicts `unknown` and the report incomplete.
 * @throws ExpectedError where nothing can be read at all: no credentials, no Region, no account that lets us in
 */
export async function auditLive(options: LiveOptions = {}): Promise<Report> {
  const { requireOrganization: _, config, today: __, ...accounts } = options;
  const bucketTags = config?.mustReplicate?.some(({ tag }) => tag !== null) ?? false;
  const { snapshot, calls, principals } = await collectLive({ bucketTags, ...accounts });
  const reading = readSnapshotText({ name: 'live', kind: 'live', text: JSON.stringify(snapshot) });
  return judged([{ ...reading, live: { calls: calls.total, principals } }], options).report;
}

/**
 * Walks every request that S3 makes for an object, or for all objects of a bucket, with the statements that decide each.
 * @param object `s3://BUCKET/KEY`, `s3://BUCKET` for every object; an ARN, or without `s3://`, too
 * @throws NotASnapshot, InvalidInput as `auditSnapshots`
 * @throws ExpectedError where the snapshots hold nothing about the bucket, or nothing that replicates from it
 */
export function explainSnapshots(
  object: string,
  snapshots: readonly SnapshotSource[],
  options: ExplainOptions = {},
): Explanation {
  const name = parseObjectName(object);
  if (name === null)
    throw new ExpectedError(
      `explainSnapshots got ${JSON.stringify(object.slice(0, 200))}, which is not an object.`,
      'Write s3://BUCKET/KEY, or s3://BUCKET for every object.',
    );
  const inputs = snapshotInputs('explainSnapshots', snapshots);
  const { explanation, unreadable } = explainObject(
    joinReadings(inputs.map((input) => readSnapshotText(input))),
    name,
    {
      config: configOf(options),
      objectClass: options.objectClass ?? null,
      bucketKey: options.bucketKey ?? null,
      replicationRule: options.replicationRule ?? null,
      requireOrganization: options.requireOrganization ?? options.config?.requireOrganization ?? false,
      today: dayOf(options),
    },
  );
  if (unreadable !== null) throw unreadable;
  return explanation;
}

/**
 * What broke, what works again, and which statement of which policy changed between two states of an estate.
 * @throws NotASnapshot, InvalidInput as `auditSnapshots`
 */
export function diffSnapshots(
  before: readonly SnapshotSource[],
  after: readonly SnapshotSource[],
  options: JudgeOptions = {},
): Diff {
  const from = judged(snapshotInputs('diffSnapshots', before), options);
  const to = judged(snapshotInputs('diffSnapshots', after), options);
  return diffReports(
    { name: 'before', report: from.report },
    { name: 'after', report: to.report },
    diffEstates(from.estate, to.estate),
  );
}

/** Which findings are fixed, and whether what is too broad is shown, too. */
export interface FixOptions extends JudgeOptions {
  /** Findings from this level on are fixed; `warning` by default. */
  readonly level?: Level;
  /** Also a second set of changes, to make later: what is too broad. */
  readonly harden?: boolean;
}

/** What to change, and the estate as it would be. */
export interface FixedSnapshots {
  readonly fix: FixReport;
  /** The snapshots, joined, with the changes made: format `replint-snapshot/1`. */
  readonly snapshot: object;
}

/**
 * The smallest set of changes that makes every replication rule replicate, proved by an audit of the estate with all of them.
 * @throws NotASnapshot, InvalidInput as `auditSnapshots`
 */
export function fixSnapshots(snapshots: readonly SnapshotSource[], options: FixOptions = {}): FixedSnapshots {
  const config = configOf(options);
  const { report, facts } = repair({
    inputs: snapshotInputs('fixSnapshots', snapshots).map((input) => readSnapshotText(input)),
    config,
    buckets: options.buckets ?? [],
    failOn: 'error',
    allowIncomplete: false,
    requireOrganization: options.requireOrganization ?? config.requireOrganization ?? false,
    baseline: null,
    today: dayOf(options),
    level: options.level ?? 'warning',
    harden: options.harden ?? false,
  });
  return { fix: report, snapshot: facts };
}

/** The same of two reports, which do not hold the policies: no statement is named. */
export function diffOfReports(before: Report, after: Report): Diff {
  return diffReports({ name: 'before', report: before }, { name: 'after', report: after }, null);
}
