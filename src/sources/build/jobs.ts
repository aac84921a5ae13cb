/** Jobs of S3 Batch Operations that replicate objects, from what DescribeJob answers. */
import { bucketOfArn } from '../../estate/arn.js';
import type { Origin } from '../../estate/fact.js';
import type { BatchJob } from '../../estate/batch-job.js';
import type { JobLists } from '../../estate/model.js';
import type { Failed, RawAccount, RawJob } from '../snapshot/snapshot-shape.js';
import { at, isFailed } from './answer.js';

/** A job that is over needs nothing any more. */
const over = new Set(['Complete', 'Completing', 'Cancelled', 'Cancelling']);

/** Jobs of all accounts and sources. */
export class Jobs {
  readonly #jobs = new Map<string, BatchJob>();
  readonly #read = new Set<string>();
  readonly #listed = new Map<string, JobLists['undescribed'][number]>();
  /** Also those of another kind, and those that are over. */
  readonly #described = new Set<string>();

  addAccount({ id: account, jobs = [], ListJobs: lists = [] }: RawAccount, origin: Origin): void {
    for (const [index, job] of jobs.entries()) {
      const answer = job.DescribeJob;
      if (answer === undefined || isFailed(answer)) continue;
      this.#described.add(`${account} ${answer.Job.JobId ?? job.JobId ?? ''}`);
      const read = readJob(answer.Job, at(origin, 'jobs', index, 'DescribeJob', 'Job'), account);
      if (read !== null) this.#jobs.set(`${read.account} ${read.id}`, read);
    }
    for (const list of [lists].flat()) {
      if (isFailed(list)) continue;
      const region = list.Region ?? null;
      // A list that goes on says nothing of the other jobs; its last page has no token.
      if ((list.NextToken ?? '') === '') this.#read.add(region === null ? account : `${account} ${region}`);
      for (const { JobId: id, Operation: operation, Status: status = '' } of list.Jobs)
        if (operation === replicating && !over.has(status))
          this.#listed.set(`${account} ${id}`, { id, account, region });
    }
  }

  get all(): readonly BatchJob[] {
    return [...this.#jobs.values()];
  }

  get lists(): JobLists {
    const undescribed = [...this.#listed].filter(([name]) => !this.#described.has(name)).map(([, job]) => job);
    return { read: this.#read, undescribed };
  }
}

/** The operation, as lists of jobs call it. */
const replicating = 'S3ReplicateObject';

type DescribedJob = Exclude<NonNullable<RawJob['DescribeJob']>, Failed>['Job'];

/** Null for a job of another kind, and one that is over. */
function readJob(job: DescribedJob, origin: Origin, account: string): BatchJob | null {
  const { Operation: operation, Status: status = '', RoleArn: roleArn } = job;
  if (operation?.S3ReplicateObject === undefined || operation.S3ReplicateObject === null) return null;
  if (over.has(status) || typeof roleArn !== 'string') return null;
  const generator = job.ManifestGenerator?.S3JobManifestGenerator;
  const names = generator?.Filter?.KeyNameConstraint;
  const output = generator?.EnableManifestOutput === true ? (generator.ManifestOutputLocation ?? null) : null;
  const location = job.Manifest?.Location;
  const report = job.Report?.Enabled === true ? job.Report : null;
  return {
    id: job.JobId ?? '',
    account,
    roleArn,
    source: nameOf(generator?.SourceBucket),
    keyNames: {
      prefixes: names?.MatchAnyPrefix ?? [],
      suffixes: names?.MatchAnySuffix ?? [],
      parts: names?.MatchAnySubstring ?? [],
    },
    manifest:
      generator !== undefined || location?.ObjectArn === undefined
        ? null
        : {
            arn: location.ObjectArn,
            hasVersion: typeof location.ObjectVersionId === 'string',
            isInventory: job.Manifest?.Spec?.Format?.startsWith('S3InventoryReport') === true,
          },
    manifestOutput:
      output === null || nameOf(output.Bucket) === null
        ? null
        : {
            bucket: nameOf(output.Bucket) ?? '',
            prefix: output.ManifestPrefix ?? '',
            key: output.ManifestEncryption?.SSEKMS?.KeyId ?? null,
          },
    report:
      report === null || nameOf(report.Bucket) === null
        ? null
        : { bucket: nameOf(report.Bucket) ?? '', prefix: report.Prefix ?? '' },
    origin,
  };
}

function nameOf(arnOrName: string | null | undefined): string | null {
  if (arnOrName === undefined || arnOrName === null) return null;
  return bucketOfArn(arnOrName)?.name ?? arnOrName;
}
