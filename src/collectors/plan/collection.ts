/**
 * One run over the accounts: which reads follow from which. All buckets are asked for their replication configuration; what it leads to
 * (source settings, destinations, role, keys) is read while the others are still being asked.
 */
import type { Answers } from '../answers/answers.js';
import type { AccountEntries } from '../entries/account-entries.js';
import { BucketEntry } from '../entries/bucket-entry.js';
import { errorCodeOf } from '../json.js';
import type { Outward } from '../model.js';
import { Tasks } from '../pace/tasks.js';
import { bucketsOn, headBucket, listBuckets, readBucket } from '../reads/buckets.js';
import { parseKmsArn } from '../reads/kms-name.js';
import { replicationLinksOf } from '../reads/replication-links.js';
import { BucketPlan } from './buckets.js';
import { Firsts } from './firsts.js';
import { JobPlan } from './jobs.js';
import { KeyPlan } from './keys.js';
import { OrganizationPlan } from './organizations.js';
import type { Owners } from './owners.js';
import { RolePlan } from './roles.js';
import type { Scope } from './scope.js';
import { readTagsAskedFor } from './tags.js';

export interface SweepProgress {
  accountsDone: number;
  bucketsDone: number;
  bucketsTotal: number;
}

export class Collection {
  readonly progress: SweepProgress = { accountsDone: 0, bucketsDone: 0, bucketsTotal: 0 };
  readonly #owners: Owners;
  readonly #scope: Scope;
  readonly #sweep: Tasks;
  readonly #details: Tasks;
  readonly #buckets: BucketPlan;
  readonly #roles: RolePlan;
  readonly #keys: KeyPlan;
  readonly #jobs: JobPlan;

  /**
   * @param base - whose credentials are tried for what the accounts themselves may not read
   * @param onBug - given what a task threw, other than that it was interrupted
   */
  constructor(owners: Owners, scope: Scope, base: Answers, onBug: (error: unknown) => void) {
    this.#owners = owners;
    this.#scope = scope;
    this.#sweep = new Tasks(onBug);
    this.#details = new Tasks(onBug);
    const common = { owners, tasks: this.#details, firsts: new Firsts() };
    const organizations = new OrganizationPlan(common, base);
    this.#keys = new KeyPlan(common, organizations);
    this.#roles = new RolePlan(common, organizations, this.#keys);
    this.#buckets = new BucketPlan({ ...common, scope, organizations, roles: this.#roles, keys: this.#keys });
    // Roles of jobs have to be known before it is decided how roles are read.
    this.#jobs = new JobPlan({ ...common, tasks: this.#sweep, roles: this.#roles, buckets: this.#buckets });
  }

  async run(): Promise<void> {
    const { works } = this.#owners;
    // Which account owns a destination is known when all accounts have named their buckets.
    for (const work of works) this.#sweep.start(() => this.#list(work));
    await this.#sweep.question();
    for (const work of works) this.#sweepAccount(work);
    await this.#sweep.question();
    this.#jobs.start();
    await this.#sweep.question();
    this.#followOthers();
    this.#buckets.askStrangers();
    this.#roles.readPolicies();
    await this.#details.question();
    readTagsAskedFor(works, this.#buckets.involved, this.#details);
    await this.#details.question();
  }

  /** What this run came upon and left to others. */
  get outward(): Outward {
    return {
      buckets: this.#buckets.strangers,
      keys: this.#keys.foreign,
      roles: this.#roles.foreign,
    };
  }

  /** Source buckets that were asked for and that no account has. */
  get missing(): readonly string[] {
    return [...(this.#scope.buckets ?? [])].filter((name) => this.#scope.holds(name) && !this.#owners.has(name)).sort();
  }

  /** Keys and roles that other runs came upon. */
  #followOthers(): void {
    for (const arn of this.#scope.roles) this.#roles.follow(arn);
    for (const arn of this.#scope.keys) {
      const name = parseKmsArn(arn);
      const owner = this.#owners.account(name?.account ?? '');
      if (name !== null && owner !== undefined) this.#keys.follow(name, owner);
    }
  }

  async #list(work: AccountEntries): Promise<void> {
    if (!work.isListed) {
      const pages = await listBuckets(work.answers);
      const last = pages.at(-1);
      if (errorCodeOf(last) === undefined) work.isListed = true;
      else if (last !== undefined) work.own.set('ListBuckets', last, work.answers.provenance.asOf);
      for (const { name, region } of bucketsOn(pages)) {
        const isHeld = this.#scope.holds(name);
        this.#owners.add(name, work, isHeld ? null : region);
        if (isHeld) work.bucket(name, region);
      }
      if (!work.isListed) await this.#findNamed(work);
    }
    for (const name of work.buckets.keys()) this.#owners.add(name, work, null);
  }

  /** Without a list, buckets that were named can still be asked whether they belong to the account. */
  async #findNamed(work: AccountEntries): Promise<void> {
    const { id, region } = work.answers.identity;
    await Promise.all(
      this.#scope.named.map(async (name) => {
        const bucket = new BucketEntry(name, null);
        const answer = await headBucket(work.answers, bucket, region, id);
        if (errorCodeOf(answer) === undefined) work.buckets.set(name, bucket);
      }),
    );
  }

  #sweepAccount(work: AccountEntries): void {
    const buckets = [...work.buckets.values()].filter(({ name }) => this.#scope.holds(name));
    this.progress.bucketsTotal += buckets.length;
    let open = buckets.length;
    if (open === 0) this.progress.accountsDone += 1;
    for (const bucket of buckets) {
      this.#sweep.start(async () => {
        const answer = await readBucket(work.answers, bucket, 'GetBucketReplication');
        this.progress.bucketsDone += 1;
        open -= 1;
        if (open === 0) this.progress.accountsDone += 1;
        const links = replicationLinksOf(answer);
        if (links !== null && this.#scope.isSource(bucket.name)) {
          this.#buckets.followSource({ work, bucket }, links);
          this.#jobs.follow({ work, bucket });
        }
        if (this.#scope.destinations.has(bucket.name)) this.#buckets.followDestination({ work, bucket });
        if (this.#scope.bucketTags) await readBucket(work.answers, bucket, 'GetBucketTagging');
      });
    }
  }
}
