/** What is read because a bucket replicates, or is replicated to. */
import { accountOfArn } from '../arn.js';
import type { AccountEntries } from '../entries/account-entries.js';
import type { BucketEntry } from '../entries/bucket-entry.js';
import type { Tasks } from '../pace/tasks.js';
import { readAccountPublicAccessBlock } from '../reads/account.js';
import { destinationReads, headBucket, readAll, readBucket, regionOf, sourceReads } from '../reads/buckets.js';
import { type KmsName, kmsNameOf, parseKmsArn } from '../reads/kms-name.js';
import { readObject } from '../reads/object.js';
import { readObserved } from '../reads/observe.js';
import { type ReplicationLinks, defaultKeyOf } from '../reads/replication-links.js';
import type { Firsts } from './firsts.js';
import type { KeyPlan } from './keys.js';
import type { OrganizationPlan } from './organizations.js';
import type { Owned, Owners } from './owners.js';
import type { RolePlan } from './roles.js';
import type { Scope } from './scope.js';

export interface BucketPlanParts {
  readonly owners: Owners;
  readonly tasks: Tasks;
  readonly firsts: Firsts;
  readonly scope: Scope;
  readonly organizations: OrganizationPlan;
  readonly roles: RolePlan;
  readonly keys: KeyPlan;
}

export class BucketPlan {
  /** Buckets that replicate or are replicated to, with their accounts. */
  readonly involved = new Map<BucketEntry, AccountEntries>();
  readonly #parts: BucketPlanParts;
  /** Who replicates to a bucket that no account of the run has. */
  readonly #sourcesOfStrangers = new Map<string, Owned[]>();

  constructor(parts: BucketPlanParts) {
    this.#parts = parts;
  }

  /** Names of destinations that no account of the run has, sorted. */
  get strangers(): readonly string[] {
    return [...this.#sourcesOfStrangers.keys()].sort();
  }

  followSource(source: Owned, links: ReplicationLinks): void {
    const { organizations, roles, tasks, owners } = this.#parts;
    this.involved.set(source.bucket, source.work);
    organizations.follow(source.work);
    tasks.start(() => this.#readSource(source, links));
    for (const name of links.destinations) {
      const destination = owners.find(name);
      if (destination === null) this.#addStranger(name, source);
      else this.followDestination(destination);
    }
    if (links.role !== null) roles.follow(links.role);
    for (const { destination, key } of links.replicaKeys) this.followKeyIn(destination, key, source.work);
  }

  followDestination({ work, bucket }: Owned): void {
    const { firsts, organizations, tasks } = this.#parts;
    if (!firsts.isFirst(`destination ${work.id} ${bucket.name}`)) return;
    this.involved.set(bucket, work);
    organizations.follow(work);
    tasks.start(() => readAccountPublicAccessBlock(work));
    tasks.start(async () => {
      await readAll(work.answers, bucket, destinationReads);
      await this.followDefaultKey({ work, bucket });
    });
  }

  /** Asks whether destinations exist that no account of the run has. */
  askStrangers(): void {
    for (const [name, sources] of this.#sourcesOfStrangers) {
      this.#parts.tasks.start(() => this.#head(name, sources));
    }
  }

  async #readSource({ work, bucket }: Owned, links: ReplicationLinks): Promise<void> {
    const { observe, object } = this.#parts.scope;
    // A bucket policy lets in roles of other accounts, unless Block Public Access finds it public.
    const isForeign = links.role !== null && accountOfArn(links.role) !== work.id;
    const isObserved = observe > 0 && links.prefixes.length > 0;
    await Promise.all([
      readAll(work.answers, bucket, sourceReads),
      links.hasMetrics ? readBucket(work.answers, bucket, 'GetBucketNotificationConfiguration') : null,
      isForeign ? readBucket(work.answers, bucket, 'GetPublicAccessBlock') : null,
      isForeign ? readAccountPublicAccessBlock(work) : null,
      // No verdict depends on it: read where the run asks what becomes of objects.
      observe > 0 ? readBucket(work.answers, bucket, 'GetBucketLifecycleConfiguration') : null,
      isObserved ? readObserved(work.answers, bucket, links.prefixes, observe) : null,
      object?.bucket === bucket.name ? readObject(work.answers, bucket, object.key) : null,
    ]);
    const named = await this.followDefaultKey({ work, bucket });
    if (named === null || links.toRelatedKeys.length === 0) return;
    const key = await this.#parts.keys.keyBehind(named, work);
    if (key === null) return;
    for (const destination of links.toRelatedKeys) await this.#followRelatedKey(key, destination, work);
  }

  #addStranger(name: string, source: Owned): void {
    const sources = this.#sourcesOfStrangers.get(name) ?? [];
    this.#sourcesOfStrangers.set(name, sources);
    sources.push(source);
  }

  /** Asks from the same account whatever order the sweep had, so that the answer is the same in every run. */
  async #head(name: string, sources: readonly Owned[]): Promise<void> {
    const [first] = [...sources].sort((left, right) => (left.bucket.name < right.bucket.name ? -1 : 1));
    if (first === undefined) return;
    const { answers } = first.work;
    await headBucket(answers, this.#parts.owners.stranger(name), await regionOf(answers, first.bucket), null);
  }

  /** The key, where the bucket encrypts with one. */
  async followDefaultKey({ work, bucket }: Owned): Promise<KmsName | null> {
    const configured = defaultKeyOf(bucket.entry.get('GetBucketEncryption'));
    if (configured === undefined) return null;
    const { id: account, partition } = work.answers.identity;
    const name = kmsNameOf(configured, { account, partition, region: await regionOf(work.answers, bucket) });
    if (name !== null) this.#parts.keys.follow(name, work);
    return name;
  }

  /** Related multi-Region keys share account and key id. */
  async #followRelatedKey(
    { arn, partition, account }: KmsName,
    destination: string,
    source: AccountEntries,
  ): Promise<void> {
    const region = await this.#regionOfDestination(destination);
    const id = arn.slice(arn.lastIndexOf('/') + 1);
    if (region === null || !id.startsWith('mrk-')) return;
    const name = kmsNameOf(id, { account, partition, region });
    if (name !== null) this.#parts.keys.follow(name, source);
  }

  async #regionOfDestination(destination: string): Promise<string | null> {
    const { owners } = this.#parts;
    const owned = owners.find(destination);
    return owned === null ? owners.stranger(destination).region : regionOf(owned.work.answers, owned.bucket);
  }

  /** A key by its bare id is in the account and Region of the bucket that it encrypts for. */
  followKeyIn(destination: string, configured: string, source: AccountEntries): void {
    const { tasks, owners, keys } = this.#parts;
    tasks.start(async () => {
      const owned = owners.find(destination);
      const region = await this.#regionOfDestination(destination);
      const { id: account, partition } = (owned?.work ?? source).answers.identity;
      const name = region === null ? parseKmsArn(configured) : kmsNameOf(configured, { account, partition, region });
      if (name !== null) keys.follow(name, source);
    });
  }
}
