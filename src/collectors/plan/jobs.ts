/** What is read because a bucket replicates, beside live replication: jobs that replicate what is there already. */
import type { AccountEntries } from '../entries/account-entries.js';
import { errorCodeOf } from '../json.js';
import { readAll, regionOf } from '../reads/buckets.js';
import { describeJob, jobLinksOf, jobsOn, listJobs } from '../reads/jobs.js';
import type { BucketPlan } from './buckets.js';
import type { Owned } from './owners.js';
import type { CommonParts } from './organizations.js';
import type { RolePlan } from './roles.js';

/** What a job's requests for its manifest and its report depend on. */
const fileReads = ['GetBucketPolicy', 'GetBucketEncryption', 'GetBucketOwnershipControls'] as const;

export interface JobPlanParts extends CommonParts {
  readonly roles: RolePlan;
  readonly buckets: BucketPlan;
}

export class JobPlan {
  readonly #parts: JobPlanParts;
  readonly #sources = new Map<AccountEntries, Owned[]>();

  constructor(parts: JobPlanParts) {
    this.#parts = parts;
  }

  /** A bucket that replicates: jobs for it are in its account and Region. */
  follow(source: Owned): void {
    const sources = this.#sources.get(source.work) ?? [];
    this.#sources.set(source.work, sources);
    sources.push(source);
  }

  /** When all buckets that replicate are known. */
  start(): void {
    for (const [work, sources] of this.#sources) this.#parts.tasks.start(() => this.#read(work, sources));
  }

  async #read(work: AccountEntries, sources: readonly Owned[]): Promise<void> {
    const regions = await Promise.all(sources.map(({ bucket }) => regionOf(work.answers, bucket)));
    const lists = await listJobs(work, [...new Set(regions)].sort());
    await Promise.all(jobsOn(lists).map(({ id, region }) => this.#readJob(work, id, region)));
  }

  async #readJob(work: AccountEntries, id: string, region: string): Promise<void> {
    const answer = await describeJob(work.answers, work.job(id), id, region);
    if (errorCodeOf(answer) !== undefined) return;
    const { owners, firsts, roles, buckets, tasks } = this.#parts;
    const links = jobLinksOf(answer);
    if (links.role !== null) roles.follow(links.role);
    for (const name of links.buckets) {
      const owned = owners.find(name);
      if (owned === null || !firsts.isFirst(`files ${name}`)) continue;
      tasks.start(async () => {
        await readAll(owned.work.answers, owned.bucket, fileReads);
        await buckets.followDefaultKey(owned);
      });
    }
    if (links.manifestKey !== null) buckets.followKeyIn(links.manifestKey.bucket, links.manifestKey.key, work);
  }
}
