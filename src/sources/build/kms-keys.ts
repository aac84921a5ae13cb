/** One entry for a KMS key, read; and several entries for the same key, joined. Also the aliases that any entry tells. */
import { at, factAt, factOfPages, isFailed, pagesWithOrigin } from './answer.js';
import { keyArn, partsOf } from '../../estate/arn.js';
import { newerOrigin } from './buckets.js';
import { type Fact, type Origin, absent, known } from '../../estate/fact.js';
import { notCollected } from './words.js';
import type { Join } from './join.js';
import type { KmsKey, PolicyText } from '../../estate/model.js';
import type { PolicyDocuments } from './policy-documents.js';
import type { RawAliasPages, RawKmsKey } from '../snapshot/snapshot-shape.js';

function aliasesOf(raw: RawKmsKey, origin: Origin, keyId: string): Fact<readonly string[]> {
  return factOfPages('ListAliases', raw.ListAliases, at(origin, 'ListAliases'), (page) =>
    // Without a key, ListAliases answers for the whole account and Region.
    page.Aliases.flatMap(({ AliasName, TargetKeyId }) =>
      TargetKeyId === keyId && AliasName !== undefined ? [AliasName] : [],
    ),
  );
}

/** An answer about another key says nothing about the one that was asked for. */
function aboutThisKey(raw: RawKmsKey): RawKmsKey {
  const { Arn, DescribeKey } = raw;
  if (Arn === undefined || DescribeKey === undefined || isFailed(DescribeKey)) return raw;
  const answered = DescribeKey.KeyMetadata.Arn;
  if (answered === undefined || answered === Arn || !Arn.includes(':key/')) return raw;
  return { Arn, DescribeKey: { Error: { Code: 'AnswerAboutAnotherKey', Message: `KMS answered about ${answered}.` } } };
}

const sharedPolicyName = 'AWS_RAM';

/** Where neither the policy itself nor a list of the key's policies speaks of one, the key is taken not to be shared. */
function sharedPolicyOf(raw: RawKmsKey, origin: Origin, documents: PolicyDocuments): Fact<PolicyText> {
  const answer = raw[`GetKeyPolicy:${sharedPolicyName}`];
  if (answer !== undefined)
    return factAt(`GetKeyPolicy:${sharedPolicyName}`, answer, origin, ({ Policy }, place) =>
      documents.read(Policy, at(place, 'Policy')),
    );
  const { ListKeyPolicies: listed } = raw;
  const isShared = listed !== undefined && !isFailed(listed) && listed.PolicyNames?.includes(sharedPolicyName) === true;
  return isShared ? notCollected(`GetKeyPolicy:${sharedPolicyName}`) : absent();
}

/** @returns null where the entry does not say which key it is */
export function readKmsKey(given: RawKmsKey, origin: Origin, documents: PolicyDocuments): KmsKey | null {
  const raw = aboutThisKey(given);
  const described =
    raw.DescribeKey === undefined || isFailed(raw.DescribeKey) ? undefined : raw.DescribeKey.KeyMetadata;
  const arn = described?.Arn ?? raw.Arn;
  const parts = arn === undefined ? null : partsOf(arn);
  if (arn === undefined || parts === null) return null;
  const keyId = parts.resource.startsWith('key/') ? parts.resource.slice('key/'.length) : parts.resource;
  return {
    arn,
    account: parts.account,
    region: parts.region,
    keyId,
    metadata: factAt('DescribeKey', raw.DescribeKey, origin, ({ KeyMetadata }, place) =>
      known(KeyMetadata, at(place, 'KeyMetadata')),
    ),
    policy: factAt('GetKeyPolicy', raw.GetKeyPolicy, origin, ({ Policy }, place) =>
      documents.read(Policy, at(place, 'Policy')),
    ),
    sharedPolicy: sharedPolicyOf(raw, origin, documents),
    grants: factOfPages('ListGrants', raw.ListGrants, at(origin, 'ListGrants'), ({ Grants }) => Grants),
    aliases: aliasesOf(raw, origin, keyId),
    tags: factOfPages('ListResourceTags', raw.ListResourceTags, at(origin, 'ListResourceTags'), ({ Tags }) => Tags),
    origin,
  };
}

/** Two readings of one key. */
export function joinKmsKeys(first: KmsKey, second: KmsKey, join: Join): KmsKey {
  return {
    arn: first.arn,
    account: first.account,
    region: first.region,
    keyId: first.keyId,
    metadata: join.better(first.metadata, second.metadata),
    policy: join.better(first.policy, second.policy),
    sharedPolicy: join.better(first.sharedPolicy, second.sharedPolicy),
    grants: join.better(first.grants, second.grants),
    aliases: join.better(first.aliases, second.aliases),
    tags: join.better(first.tags, second.tags),
    origin: newerOrigin(first.origin, second.origin, join),
  };
}

/** Alias ARN → key ARN; of two answers the newer holds. */
export class Aliases {
  readonly #targets = new Map<string, { readonly keyArn: string; readonly source: number }>();
  readonly #join: Join;

  constructor(join: Join) {
    this.#join = join;
  }

  addPages(pages: RawAliasPages | undefined, source: number): void {
    if (pages === undefined) return;
    for (const [page] of pagesWithOrigin(pages, { source, pointer: '' })) {
      if (isFailed(page)) continue;
      for (const { AliasArn, TargetKeyId } of page.Aliases) {
        const parts = AliasArn === undefined ? null : partsOf(AliasArn);
        if (AliasArn === undefined || parts === null || TargetKeyId === undefined) continue;
        this.add(AliasArn, keyArn(parts, TargetKeyId), source);
      }
    }
  }

  add(aliasArn: string, keyArn: string, source: number): void {
    const before = this.#targets.get(aliasArn);
    if (before === undefined || this.#isLater(source, before.source)) this.#targets.set(aliasArn, { keyArn, source });
  }

  #isLater(source: number, than: number): boolean {
    const [isChange, wasChange] = [this.#join.isChange(source), this.#join.isChange(than)];
    return isChange === wasChange ? this.#join.isNewer(source, than) : isChange;
  }

  get keyArns(): ReadonlyMap<string, string> {
    return new Map([...this.#targets].map(([aliasArn, { keyArn }]) => [aliasArn, keyArn]));
  }
}
