/**
 * One run over the accounts: which reads follow from which. All buckets are asked for their replication configuration; what it leads to
 * (source settings, destinations, role, keys) is read while the others are still being asked.
 */
import { meansAbsence } from '../sources/build/answer.js';
import type { AccountReader } from './account-reader.js';
import type { AccountWork, KeyWork } from './account-work.js';
import { Entry } from './entry.js';
import {
  getRole,
  hasPolicies,
  managedPoliciesOf,
  readAuthorizationDetails,
  readPolicy,
  readRolePolicies,
  roleNameOf,
  takeDetail,
} from './iam.js';
import { type Json, type JsonObject, errorCodeOf, memberAt, textAt } from './json.js';
import {
  type AliasList,
  type KmsName,
  describeKey,
  kmsNameOf,
  listAliases,
  parseKmsArn,
  readKey,
  readKeyTags,
} from './kms.js';
import { readObserved } from './observe.js';
import { OrganizationReader, readOrganization } from './organizations.js';
import { asksForTags, documentOf, inlineDocumentsOf, keysNamedIn, managedDocumentsOf } from './policy-texts.js';
import { type ReplicationLinks, defaultKeyOf, replicationLinksOf } from './replication-links.js';
import { readAccountPublicAccessBlock } from './s3-control.js';
import {
  BucketWork,
  bucketsOn,
  destinationReads,
  headBucket,
  listBuckets,
  readAll,
  readBucket,
  regionOf,
  sourceReads,
} from './s3.js';
import { shardOf } from './shard.js';
import type { Outward, Shard } from './model.js';
import { Tasks } from './tasks.js';

export interface Scope {
  /** Only these source buckets; null = all. */
  readonly buckets: ReadonlySet<string> | null;
  /** Buckets that others replicate to. */
  readonly destinations: ReadonlySet<string>;
  /** ARNs of keys that others lead to. */
  readonly keys: readonly string[];
  /** ARNs of roles that others lead to. */
  readonly roles: readonly string[];
  readonly shard: Shard | null;
  readonly observe: number;
  readonly bucketTags: boolean;
}

export interface SweepProgress {
  accountsDone: number;
  bucketsDone: number;
  bucketsTotal: number;
}

interface ExternalSource {
  readonly work: AccountWork;
  readonly source: BucketWork;
}

/** From here on it is cheaper to ask for all roles of the account than for each of these. */
const rolesWorthDetails = 8;

export class Collection {
  readonly works: readonly AccountWork[];
  /** Destinations that no account of the run owns, by name. */
  readonly external: Map<string, BucketWork>;
  readonly progress: SweepProgress = { accountsDone: 0, bucketsDone: 0, bucketsTotal: 0 };
  readonly #scope: Scope;
  readonly #base: AccountReader;
  readonly #sweep: Tasks;
  readonly #details: Tasks;
  readonly #owners = new Map<string, AccountWork>();
  /** Regions of listed buckets that are not swept. */
  readonly #regions = new Map<string, string | null>();
  /** Who replicates to a bucket that no account of the run owns. */
  readonly #externalSources = new Map<string, ExternalSource[]>();
  readonly #byAccount: ReadonlyMap<string, AccountWork>;
  readonly #started = new Set<string>();
  readonly #aliases = new Map<string, Promise<AliasList>>();
  readonly #organizations = new Map<AccountReader, OrganizationReader>();
  readonly #roleUses = new Map<AccountWork, Set<string>>();
  readonly #involved = new Map<BucketWork, AccountWork>();
  /** Keys and roles of accounts outside of this run, by ARN. */
  readonly #foreignKeys = new Set<string>();
  readonly #foreignRoles = new Set<string>();

  /** @param base - whose credentials are tried for what the accounts themselves may not read */
  constructor(
    works: readonly AccountWork[],
    external: Map<string, BucketWork>,
    scope: Scope,
    base: AccountReader,
    onBug: (error: unknown) => void,
  ) {
    this.works = works;
    this.external = external;
    this.#scope = scope;
    this.#base = base;
    this.#byAccount = new Map(works.map((work) => [work.id, work]));
    this.#sweep = new Tasks(onBug);
    this.#details = new Tasks(onBug);
  }

  async run(): Promise<void> {
    // Which account owns a destination is known when all accounts have named their buckets.
    for (const work of this.works) this.#sweep.start(() => this.#list(work));
    await this.#sweep.settle();
    for (const work of this.works) this.#sweepAccount(work);
    await this.#sweep.settle();
    this.#followOthers();
    for (const [name, sources] of this.#externalSources) this.#details.start(() => this.#head(name, sources));
    for (const [work, arns] of this.#roleUses) this.#details.start(() => this.#readPolicies(work, [...arns].sort()));
    await this.#details.settle();
    this.#readTagsAskedFor();
    await this.#details.settle();
  }

  /** What this run came upon and left to others. */
  get outward(): Outward {
    return {
      buckets: [...this.#externalSources.keys()].sort(),
      keys: [...this.#foreignKeys].sort(),
      roles: [...this.#foreignRoles].sort(),
    };
  }

  /** Keys and roles that other runs came upon. */
  #followOthers(): void {
    for (const arn of this.#scope.roles) this.#role(arn);
    for (const arn of this.#scope.keys) {
      const name = parseKmsArn(arn);
      const owner = this.#byAccount.get(name?.account ?? '');
      if (name !== null && owner !== undefined) this.#key(name, owner);
    }
  }

  async #list(work: AccountWork): Promise<void> {
    if (!work.isListed) {
      const pages = await listBuckets(work.reader);
      const last = pages.at(-1);
      if (errorCodeOf(last) === undefined) work.isListed = true;
      else if (last !== undefined) work.own.set('ListBuckets', last);
      for (const { name, region } of bucketsOn(pages)) {
        this.#owners.set(name, work);
        if (this.#isInScope(name)) work.bucket(name, region);
        else this.#regions.set(name, region);
      }
      if (!work.isListed) await this.#findNamed(work);
    }
    for (const name of work.buckets.keys()) this.#owners.set(name, work);
  }

  /** Without a list, buckets that were named can still be asked whether they belong to the account. */
  async #findNamed(work: AccountWork): Promise<void> {
    const { id, region } = work.reader.identity;
    await Promise.all(
      [...(this.#scope.buckets ?? []), ...this.#scope.destinations].map(async (name) => {
        const bucket = new BucketWork(name, null);
        const answer = await headBucket(work.reader, bucket, region, id);
        if (errorCodeOf(answer) === undefined) work.buckets.set(name, bucket);
      }),
    );
  }

  /** Source buckets that were asked for and that no account has. */
  get missing(): readonly string[] {
    return [...(this.#scope.buckets ?? [])].filter((name) => this.#isInScope(name) && !this.#owners.has(name)).sort();
  }

  #isInScope(name: string): boolean {
    return this.#scope.destinations.has(name) || this.#isSource(name);
  }

  /** Whether it is for this run to follow where the bucket replicates to. */
  #isSource(name: string): boolean {
    const { buckets, shard } = this.#scope;
    if (buckets !== null && !buckets.has(name)) return false;
    return shard === null || shardOf(name, shard.count) === shard.index;
  }

  #sweepAccount(work: AccountWork): void {
    const buckets = [...work.buckets.values()].filter(({ name }) => this.#isInScope(name));
    this.progress.bucketsTotal += buckets.length;
    let open = buckets.length;
    if (open === 0) this.progress.accountsDone += 1;
    for (const bucket of buckets) {
      this.#sweep.start(async () => {
        const answer = await readBucket(work.reader, bucket, 'GetBucketReplication');
        this.progress.bucketsDone += 1;
        open -= 1;
        if (open === 0) this.progress.accountsDone += 1;
        const links = replicationLinksOf(answer);
        if (links !== null && this.#isSource(bucket.name)) this.#follow(work, bucket, links);
        if (this.#scope.destinations.has(bucket.name)) this.#destination(bucket.name, work, bucket);
        if (this.#scope.bucketTags) await readBucket(work.reader, bucket, 'GetBucketTagging');
      });
    }
  }

  #follow(work: AccountWork, bucket: BucketWork, links: ReplicationLinks): void {
    this.#involved.set(bucket, work);
    this.#account(work);
    this.#details.start(() => this.#readSource(work, bucket, links));
    for (const destination of links.destinations) this.#destination(destination, work, bucket);
    if (links.role !== null) this.#role(links.role);
    for (const { destination, key } of links.replicaKeys) this.#replicaKey(key, destination, work);
  }

  async #readSource(work: AccountWork, bucket: BucketWork, links: ReplicationLinks): Promise<void> {
    // A bucket policy lets in roles of other accounts, unless Block Public Access finds it public.
    const isForeign = links.role !== null && accountOf(links.role) !== work.id;
    await Promise.all([
      readAll(work.reader, bucket, sourceReads),
      links.hasMetrics ? readBucket(work.reader, bucket, 'GetBucketNotificationConfiguration') : null,
      isForeign ? readBucket(work.reader, bucket, 'GetPublicAccessBlock') : null,
      isForeign ? this.#accountBlock(work) : null,
      this.#scope.observe > 0 ? readObserved(work.reader, bucket, links.prefixes, this.#scope.observe) : null,
    ]);
    await this.#defaultKey(work, bucket);
  }

  /** @param source - account and bucket that replicate there */
  #destination(name: string, work: AccountWork, source: BucketWork): void {
    const owner = this.#owners.get(name);
    if (owner === undefined) {
      const sources = this.#externalSources.get(name) ?? [];
      this.#externalSources.set(name, sources);
      sources.push({ work, source });
      return;
    }
    if (!this.#isFirst(`destination ${name}`)) return;
    const bucket = owner.bucket(name, this.#regions.get(name) ?? null);
    this.#involved.set(bucket, owner);
    this.#account(owner);
    this.#details.start(() => this.#accountBlock(owner));
    this.#details.start(async () => {
      await readAll(owner.reader, bucket, destinationReads);
      await this.#defaultKey(owner, bucket);
    });
  }

  #accountBlock(work: AccountWork): Promise<Json> {
    return work.own.read('GetPublicAccessBlock', () => readAccountPublicAccessBlock(work.reader));
  }

  /** Asks from the same account whatever order the sweep had, so that the answer is the same in every run. */
  async #head(name: string, sources: readonly ExternalSource[]): Promise<void> {
    const [first] = [...sources].sort((left, right) => (left.source.name < right.source.name ? -1 : 1));
    if (first === undefined) return;
    const { work, source } = first;
    await headBucket(work.reader, entryOf(this.external, name), await regionOf(work.reader, source), null);
  }

  /** What is asked once for each account that takes part. */
  #account(work: AccountWork): void {
    if (!this.#isFirst(`account ${work.id}`)) return;
    this.#details.start(async () => {
      const kept = work.own.get('organization');
      if (kept === null || (memberAt(kept, 'id') !== undefined && !hasRefusals(kept))) return;
      const organization = await readOrganization(work.id, this.#organization(work.reader), (managementAccount) =>
        [
          ...new Set([
            ...(managementAccount === undefined ? [] : [this.#byAccount.get(managementAccount)?.reader ?? this.#base]),
            this.#base,
            work.reader,
          ]),
        ].map((reader) => this.#organization(reader)),
      );
      work.own.set('organization', organization);
    });
  }

  #organization(reader: AccountReader): OrganizationReader {
    let organization = this.#organizations.get(reader);
    if (organization === undefined) {
      organization = new OrganizationReader(reader);
      this.#organizations.set(reader, organization);
    }
    return organization;
  }

  /* Roles */

  #role(arn: string): void {
    const name = roleNameOf(arn);
    const work = this.#byAccount.get(accountOf(arn));
    if (name !== null && work === undefined) this.#foreignRoles.add(arn);
    if (name === null || work === undefined || !this.#isFirst(`role ${arn}`)) return;
    const uses = this.#roleUses.get(work) ?? new Set();
    this.#roleUses.set(work, uses.add(arn));
    this.#account(work);
    this.#details.start(() => getRole(work.reader, work.role(arn), name));
  }

  async #readPolicies(work: AccountWork, arns: readonly string[]): Promise<void> {
    const names = new Map(arns.map((arn) => [arn, roleNameOf(arn) ?? '']));
    await Promise.all(arns.map((arn) => getRole(work.reader, work.role(arn), names.get(arn) ?? '')));
    const open = arns.filter(
      (arn) => !hasPolicies(work.role(arn)) && errorCodeOf(work.role(arn).get('GetRole')) !== 'NoSuchEntity',
    );
    const details = open.length < rolesWorthDetails ? null : await readAuthorizationDetails(work.reader);
    await Promise.all(
      arns.map(async (arn) => {
        const role = work.role(arn);
        const detail = details?.roles.get(arn);
        if (!hasPolicies(role)) {
          if (detail !== undefined) takeDetail(role, detail);
          else await readRolePolicies(work.reader, role, names.get(arn) ?? '');
        }
        await this.#managedPolicies(work, role, details?.policies);
      }),
    );
  }

  async #managedPolicies(
    work: AccountWork,
    role: Entry,
    details: ReadonlyMap<string, JsonObject> | undefined,
  ): Promise<void> {
    const arns = managedPoliciesOf(role);
    await Promise.all(
      arns.map(async (arn) => {
        const policy = work.policy(arn);
        const detail = details?.get(arn);
        if (detail !== undefined && policy.get('GetPolicy') === undefined) {
          for (const [name, value] of Object.entries(detail))
            if (name !== 'Arn' && value !== undefined) policy.set(name, value);
        }
        await readPolicy(work.reader, policy, arn);
      }),
    );
    const documents = [...inlineDocumentsOf(role), ...arns.flatMap((arn) => managedDocumentsOf(work.policy(arn)))];
    for (const name of documents.flatMap(keysNamedIn)) this.#key(name, work);
  }

  /* Keys */

  async #defaultKey(work: AccountWork, bucket: BucketWork): Promise<void> {
    const configured = defaultKeyOf(bucket.entry.get('GetBucketEncryption'));
    if (configured === undefined) return;
    const { id: account, partition } = work.reader.identity;
    const name = kmsNameOf(configured, { account, partition, region: await regionOf(work.reader, bucket) });
    if (name !== null) this.#key(name, work);
  }

  #replicaKey(configured: string, destination: string, source: AccountWork): void {
    this.#details.start(async () => {
      const owner = this.#owners.get(destination) ?? source;
      const bucket = this.#owners.has(destination)
        ? owner.bucket(destination, this.#regions.get(destination) ?? null)
        : entryOf(this.external, destination);
      const region = bucket.region ?? (this.#owners.has(destination) ? await regionOf(owner.reader, bucket) : null);
      const { id: account, partition } = owner.reader.identity;
      const name = region === null ? parseKmsArn(configured) : kmsNameOf(configured, { account, partition, region });
      if (name !== null) this.#key(name, source);
    });
  }

  /** @param finder - account that came upon the key: it may ask for the state of another account's key, though not for its policy */
  #key(name: KmsName, finder: AccountWork): void {
    const owner = this.#byAccount.get(name.account);
    if (owner === undefined) this.#foreignKeys.add(name.arn);
    if (!this.#isFirst(`key ${name.arn} ${(owner ?? finder).id}`)) return;
    this.#details.start(async () => {
      if (owner === undefined) {
        await this.#foreignKey(finder, name);
        return;
      }
      if (name.isAlias) await this.#alias(owner, name);
      else await this.#ownKey(owner, owner.key(name));
    });
  }

  /** That another account's key does not exist is not for us to say: its owner may only not let us see it. */
  async #foreignKey(finder: AccountWork, name: KmsName): Promise<void> {
    if (finder.keys.get(name.arn)?.entry.get('DescribeKey') !== undefined) return;
    const entry = new Entry();
    const answer = await describeKey(finder.reader, entry, name);
    if (errorCodeOf(answer) !== 'NotFoundException') finder.key(name).entry.set('DescribeKey', answer);
  }

  async #ownKey(work: AccountWork, key: KeyWork): Promise<void> {
    this.#account(work);
    await Promise.all([
      readKey(work.reader, key.entry, key.name),
      key.entry.read('ListAliases', async () => {
        const list = await this.#aliasesIn(work, key.name.region);
        if ('failure' in list) return list.failure;
        const id = key.name.arn.slice(key.name.arn.indexOf(':key/') + ':key/'.length);
        return { Aliases: list.aliases.filter((alias) => textAt(alias, 'TargetKeyId') === id) };
      }),
    ]);
  }

  /**
   * The key behind an alias; where the aliases do not tell, KMS is asked about the alias itself. Not about one of AWS's own: DescribeKey
   * makes the key of such an alias where there is none.
   * https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
   */
  async #alias(work: AccountWork, name: KmsName): Promise<void> {
    const known = [...work.keys.values()].find(({ entry }) => aliasArnsOf(entry.get('ListAliases')).includes(name.arn));
    if (known !== undefined) return this.#key(known.name, work);
    const list = await this.#aliasesIn(work, name.region);
    const alias =
      'failure' in list ? undefined : list.aliases.find((candidate) => textAt(candidate, 'AliasArn') === name.arn);
    const id = textAt(alias, 'TargetKeyId');
    const target =
      id === undefined ? null : parseKmsArn(`arn:${name.partition}:kms:${name.region}:${name.account}:key/${id}`);
    if (target !== null) return this.#key(target, work);
    if (name.arn.includes(':alias/aws/')) {
      if ('failure' in list) work.key(name).entry.set('ListAliases', list.failure);
      return;
    }
    const answer = await describeKey(work.reader, work.key(name).entry, name);
    const found = parseKmsArn(textAt(answer, 'KeyMetadata', 'Arn') ?? '');
    if (found !== null) this.#key(found, work);
  }

  #aliasesIn(work: AccountWork, region: string): Promise<AliasList> {
    const place = `${work.id} ${region}`;
    let list = this.#aliases.get(place);
    if (list === undefined) {
      list = listAliases(work.reader, region);
      this.#aliases.set(place, list);
    }
    return list;
  }

  /* Tags */

  /** Tags are read where a policy that was read asks for them, and nowhere else. */
  #readTagsAskedFor(): void {
    if (!this.#documents().some(asksForTags)) return;
    for (const [bucket, work] of this.#involved) {
      this.#details.start(async () => {
        const answer = await readBucket(work.reader, bucket, 'GetBucketAbac');
        const isOff = errorCodeOf(answer) === undefined && textAt(answer, 'AbacStatus', 'Status') !== 'Enabled';
        if (!isOff) await readBucket(work.reader, bucket, 'GetBucketTagging');
      });
    }
    for (const work of this.works) {
      for (const { name, entry } of work.keys.values()) {
        if (name.account === work.id && !name.isAlias && errorCodeOf(entry.get('DescribeKey')) === undefined) {
          this.#details.start(() => readKeyTags(work.reader, entry, name));
        }
      }
    }
  }

  #documents(): readonly Json[] {
    return this.works.flatMap((work) => {
      const organization = work.own.get('organization');
      return [
        ...[...work.roles.values()].flatMap(inlineDocumentsOf),
        ...[...work.policies.values()].flatMap(managedDocumentsOf),
        ...[...work.buckets.values()].map(({ entry }) => documentOf(memberAt(entry.get('GetBucketPolicy'), 'Policy'))),
        ...[...work.keys.values()].map(({ entry }) => documentOf(memberAt(entry.get('GetKeyPolicy'), 'Policy'))),
        ...organizationDocuments(organization),
      ].filter((document) => document !== null);
    });
  }

  #isFirst(name: string): boolean {
    if (this.#started.has(name)) return false;
    this.#started.add(name);
    return true;
  }
}

function accountOf(arn: string): string {
  return arn.split(':')[4] ?? '';
}

function entryOf(buckets: Map<string, BucketWork>, name: string): BucketWork {
  let bucket = buckets.get(name);
  if (bucket === undefined) {
    bucket = new BucketWork(name, null);
    buckets.set(name, bucket);
  }
  return bucket;
}

function levelsOf(organization: Json | undefined): readonly (Json | undefined)[] {
  return [memberAt(organization, 'serviceControlPolicies'), memberAt(organization, 'resourceControlPolicies')];
}

function elementsOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function organizationDocuments(organization: Json | undefined): readonly (Json | null)[] {
  return levelsOf(organization)
    .flatMap(elementsOf)
    .flatMap((level) => elementsOf(memberAt(level, 'policies')))
    .map((policy) => documentOf(memberAt(policy, 'Content')));
}

/** Whether some part of an organization could not be read by an earlier run. */
function hasRefusals(organization: Json | undefined): boolean {
  const levels = levelsOf(organization);
  const parts = [...levels, ...levels.flatMap(elementsOf).flatMap((level) => [level, memberAt(level, 'policies')])];
  return parts.some((part) => {
    const code = errorCodeOf(part);
    return code !== undefined && !meansAbsence(code);
  });
}

function aliasArnsOf(answer: Json | undefined): readonly (string | undefined)[] {
  return elementsOf(memberAt(answer, 'Aliases')).map((alias) => textAt(alias, 'AliasArn'));
}
