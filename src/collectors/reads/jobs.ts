/** What is asked about jobs of S3 Batch Operations that are not over: those that replicate objects. Those that copy them are listed. */
import { copying } from '../../sources/copying-jobs.js';
import { jobStatuses } from '../../sources/read-operations.js';
import { type Answer, type Answers, derived } from '../answers/answers.js';
import type { AccountEntries } from '../entries/account-entries.js';
import type { Entry } from '../entries/entry.js';
import { type Json, errorCodeOf, listAt, textAt } from '../json.js';
import { bucketNameOf } from './replication-links.js';

const listPage = 1_000;

/** Far more jobs than anybody has at once: a list that does not end is cut here. */
const mostPages = 20;

const replicating = 'S3ReplicateObject';
const kept: ReadonlySet<string> = new Set([replicating, copying]);

/**
 * The jobs of the account by Region, in a list: a job belongs to the Region of the bucket that it reads.
 * @param regions - of buckets that replicate
 */
export function listJobs({ own, answers, id }: AccountEntries, regions: readonly string[]): Promise<readonly Json[]> {
  return own.readEach('ListJobs', 'Region', regions, (region) => jobsIn(answers, id, region));
}

async function jobsIn(answers: Answers, AccountId: string, region: string): Promise<Answer> {
  const Jobs: Json[] = [];
  let NextToken: string | undefined;
  for (let count = 0; ; count += 1) {
    const page = await answers.read('ListJobs', {
      region,
      AccountId,
      JobStatuses: jobStatuses,
      MaxResults: listPage,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    if (errorCodeOf(page.json) !== undefined) return page;
    for (const job of listAt(page.json, 'Jobs')) if (kept.has(textAt(job, 'Operation') ?? '')) Jobs.push(job);
    const next = textAt(page.json, 'NextToken');
    if (next === undefined || next === '') return derived(page, { Jobs });
    // The token stays, so that nobody takes the list for whole.
    if (next === NextToken || count >= mostPages) return derived(page, { Jobs, NextToken: next });
    NextToken = next;
  }
}

/** By Region: ids of the jobs that replicate among what `listJobs` found. */
export function jobsOn(lists: readonly Json[]): readonly { readonly id: string; readonly region: string }[] {
  return lists.flatMap((list) => {
    const region = textAt(list, 'Region');
    if (region === undefined) return [];
    return listAt(list, 'Jobs').flatMap((job) => {
      const id = textAt(job, 'JobId');
      return id === undefined || textAt(job, 'Operation') !== replicating ? [] : [{ id, region }];
    });
  });
}

export function describeJob(answers: Answers, job: Entry, JobId: string, region: string): Promise<Json> {
  return job.read('DescribeJob', () => answers.read('DescribeJob', { region, AccountId: answers.identity.id, JobId }));
}

export interface JobLinks {
  readonly role: string | null;
  /** Names of the buckets of its manifest and its report. */
  readonly buckets: readonly string[];
  /** The key that a generated manifest is encrypted with, as configured; with the manifest's bucket. */
  readonly manifestKey: { readonly key: string; readonly bucket: string } | null;
}

/** What the role of a job needs to reach. */
export function jobLinksOf(answer: Json): JobLinks {
  const generator = ['Job', 'ManifestGenerator', 'S3JobManifestGenerator', 'ManifestOutputLocation'];
  const output = bucketNameOf(textAt(answer, ...generator, 'Bucket') ?? '');
  const key = textAt(answer, ...generator, 'ManifestEncryption', 'SSEKMS', 'KeyId');
  const manifest = /^(arn:[a-z-]+:s3:::[^/]+)\//u.exec(
    textAt(answer, 'Job', 'Manifest', 'Location', 'ObjectArn') ?? '',
  );
  const names = [
    output,
    bucketNameOf(manifest?.[1] ?? ''),
    bucketNameOf(textAt(answer, 'Job', 'Report', 'Bucket') ?? ''),
  ];
  return {
    role: textAt(answer, 'Job', 'RoleArn') ?? null,
    buckets: [...new Set(names.filter((name) => name !== null))].sort(),
    manifestKey: key === undefined || output === null ? null : { key, bucket: output },
  };
}
