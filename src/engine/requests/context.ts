/** The context of S3's own calls, filled from the estate: which condition key has which value in one request. */
import { bucketArn } from '../../estate/arn.js';
import type { Fact } from '../../estate/fact.js';
import { isMissing, valueOf } from '../../estate/fact.js';
import type { Account, Bucket, Estate, KmsKey, Role } from '../../estate/model.js';
import type { ContextValue, RequestContext, Text, Unanswered } from '../../policy/model.js';
import { parseDate } from '../../policy/parts.js';
import { contextKeyRowOf, contextSpecOf } from '../../replication/context-keys.js';
import type { ContextSpec, EstateContextFact, CallKind } from '../../replication/model.js';
import type { EngineSettings, KeyReference } from '../shapes/model.js';
import { isKms, type ObjectClass } from '../../report/model.js';
import { contextQuestionId } from './answered.js';
import { tagNamed } from './tags.js';
import { missingEvidence } from '../documents/missing-evidence.js';

/** What a request is about, as far as its context depends on it. */
export interface ContextSubject {
  readonly estate: Estate;
  readonly settings: EngineSettings;
  readonly callKind: CallKind;
  readonly action: string;
  readonly roleArn: string;
  readonly role: Role | null;
  readonly roleAccount: string | null;
  readonly source: Bucket;
  /** Of the destination, as the rule names it. */
  readonly destinationName: string;
  /** Bucket of an S3 request, key of a KMS request, else null. */
  readonly bucket: Bucket | null;
  readonly key: KeyReference | null;
  readonly resourceAccount: string | null;
  readonly region: string | null;
  readonly encryptionContext: Text | null;
  readonly objectClass: ObjectClass;
  readonly replicaKey: KeyReference | null;
  /** Tags that the replication rule's filter fixes. */
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
}

const absent: ContextValue = { state: 'absent' };
function present(...values: readonly Text[]): ContextValue {
  return values.length === 0 ? absent : { state: 'present', values };
}
const never: Unanswered = {
  cause: 'undocumented',
  id: 'context',
  what: 'Nothing is known of this condition key.',
  how: 'Test it with a real request.',
};

const noValues: ReadonlyMap<string, ContextValue> = new Map();
const others: ContextValue = { state: 'unknown', mayBeAbsent: true, question: never };

/** `subject` is asked for when a condition first looks at the context: most requests meet none. */
export class S3Context implements RequestContext {
  readonly values = noValues;
  readonly others = others;
  readonly #subject: () => ContextSubject;
  #resolved: Map<string, ContextValue> | null = null;

  constructor(subject: () => ContextSubject) {
    this.#subject = subject;
  }

  resolve(key: string): ContextValue {
    let value = this.#resolved?.get(key);
    if (value === undefined) {
      const subject = this.#subject();
      value = valueFor(key, contextSpecOf(key, subject.callKind, subject.action), subject);
      this.#resolved ??= new Map();
      this.#resolved.set(key, value);
    }
    return value;
  }

  carriesToo(key: string): boolean {
    return contextKeyRowOf(key)?.actions?.includes(this.#subject().action) === true;
  }
}

function valueFor(key: string, spec: ContextSpec, subject: ContextSubject): ContextValue {
  switch (spec.is) {
    case 'absent':
      return absent;
    case 'text':
      return present(spec.value);
    case 'estate':
      return fromEstate(key, spec.fact, subject);
    case 'unknown':
      if (spec.never?.includes('customer-network') === true) return present(foreignNetwork(key));
      return answeredOr(key, subject, spec.question, (question) => ({
        state: 'unknown',
        mayBeAbsent: spec.mayBeAbsent,
        question,
      }));
    case 'one-of': {
      const alternatives = distinct(spec.alternatives.map((setting) => valueFor(key, setting, subject)));
      const [only] = alternatives;
      if (only !== undefined && alternatives.length === 1) return only;
      const { together } = spec;
      return answeredOr(key, subject, spec.question, (question) => ({
        state: 'one-of',
        alternatives,
        question,
        ...(together !== undefined && { together }),
      }));
    }
  }
}

/**
 * A network of S3's own: a name that no customer's policy mentions. Patterns for every endpoint match it, lists of endpoints do not.
 */
function foreignNetwork(key: string): string {
  return foreignNetworks[key] ?? 'not-the-customers';
}

const foreignNetworks: Readonly<Record<string, string>> = {
  'aws:sourcevpce': 'vpce-0s3s3s3s3s3s3s3s3',
  'aws:sourcevpc': 'vpc-0s3s3s3s3s3s3s3s3',
  'aws:sourcevpcarn': 'arn:aws:ec2:us-east-1:000000000000:vpc/vpc-0s3s3s3s3s3s3s3s3',
  'aws:vpceaccount': '000000000000',
  'aws:vpceorgid': 'o-0s3s3s3s3s3',
  'aws:vpceorgpaths': 'o-0s3s3s3s3s3/r-0s3s/',
};

/** The owner's own answer to a question that AWS leaves open goes before all worlds: `absent`, or the value. */
function answeredOr(
  key: string,
  { settings, callKind }: ContextSubject,
  { what, how }: { readonly what: string; readonly how: string },
  otherwise: (question: Unanswered) => ContextValue,
): ContextValue {
  const id = contextQuestionId(callKind, contextKeyRowOf(key)?.key ?? key);
  const answer = settings.settled.get(id);
  if (answer === 'absent') return absent;
  return answer === undefined
    ? otherwise({ cause: 'undocumented', id, what, how, about: { kind: 'condition-key' } })
    : present(answer);
}

function distinct(values: readonly ContextValue[]): readonly ContextValue[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

function fromEstate(key: string, fact: EstateContextFact, subject: ContextSubject): ContextValue {
  const { roleArn, role, source, bucket } = subject;
  switch (fact) {
    case 'role-arn':
      return present(roleArn);
    case 'role-account':
      return textOr(subject.roleAccount, unread(`the account of ${roleArn}`, 'GetRole', roleArn));
    case 'role-user-id':
      return role?.id === null || role === null
        ? unknownOf(`the unique id of ${roleArn}`, 'GetRole', roleArn)
        : present(`${role.id}:s3-replication`);
    case 'role-tag':
      return role === null
        ? unknownOf(`tags of ${roleArn}`, 'GetRole', roleArn)
        : tagValue(key, role.tags, ({ Key, Value }) => [Key, Value], roleArn);
    case 'role-organization-id':
      return organizationId(subject, subject.roleAccount);
    case 'role-organization-paths':
      return organizationPaths(subject, subject.roleAccount);
    case 'resource-organization-id':
      return organizationId(subject, subject.resourceAccount);
    case 'resource-organization-paths':
      return organizationPaths(subject, subject.resourceAccount);
    case 'resource-account':
      return textOr(subject.resourceAccount, ownerUnread(subject));
    case 'resource-tag':
      return resourceTag(key, subject);
    case 'request-region':
      return textOr(subject.region, regionUnread(subject));
    case 'source-region':
      return textOr(
        valueOf(source.region) ?? null,
        isMissing(source.region)
          ? missingEvidence(source.region, source.name)
          : unread(`the Region of ${source.name}`, 'HeadBucket', source.name),
      );
    case 'via-service':
      return viaService(subject);
    case 'encryption-context':
      return subject.encryptionContext === null ? absent : present(subject.encryptionContext);
    case 'encryption-context-keys':
      return subject.encryptionContext === null ? absent : present('aws:s3:arn');
    case 'key-aliases':
      return ofKey(
        subject,
        'ListAliases',
        (kmsKey) => kmsKey.aliases,
        (aliases) => present(...aliases),
      );
    case 'key-origin':
      return ofMetadata(subject, ({ Origin }) => Origin);
    case 'key-spec':
      return ofMetadata(subject, ({ KeySpec, CustomerMasterKeySpec }) => KeySpec ?? CustomerMasterKeySpec);
    case 'key-usage':
      return ofMetadata(subject, ({ KeyUsage }) => KeyUsage);
    case 'key-multi-region':
      return ofMetadata(subject, ({ MultiRegion }) => String(MultiRegion === true));
    case 'key-multi-region-type':
      return multiRegionType(subject);
    case 'replica-encryption':
      return subject.objectClass === 'SSE-C' ? absent : present(algorithmOf[subject.objectClass]);
    case 'replica-kms-key-id':
      return replicaKeyId(subject);
    case 'replica-customer-algorithm':
      return subject.objectClass === 'SSE-C' ? present('AES256') : absent;
    case 'source-bucket-arn':
      return present(bucketArn(source));
    case 'source-account':
      return textOr(source.account, missingEvidence(subject.estate.unlisted('ListBuckets'), source.name));
    case 'object-tag':
      return objectTag(key, subject, bucket);
    case 'any-address-of-aws':
      return { state: 'one-of', alternatives: addressesOfAws.map((address) => present(address)), question: never };
    case 'recent-time':
    case 'now':
      return timeOf(key, subject.settings.now);
  }
}

const algorithmOf = { 'SSE-S3': 'AES256', 'SSE-KMS': 'aws:kms', 'DSSE-KMS': 'aws:kms:dsse' } as const;

/** One address of each large range that AWS publishes for S3 (https://ip-ranges.amazonaws.com/ip-ranges.json): a policy may list some. */
const addressesOfAws = [
  '52.92.16.1',
  '3.5.0.1',
  '16.12.0.1',
  '18.34.0.1',
  '52.216.0.1',
  '52.218.0.1',
  '52.219.64.1',
  '54.231.0.1',
  '2600:1fa0:8000::1',
];

/** Requests are made from the time of the audit on, with credentials that are minutes old. */
function timeOf(key: string, now: string | null): ContextValue {
  if (now === null) {
    const question: Unanswered = {
      cause: 'undocumented',
      id: 'context:now',
      what: 'A policy holds from or until a date, and the audit was given no time to judge it at.',
      how: 'Give the audit a time.',
    };
    return { state: 'unknown', mayBeAbsent: false, question };
  }
  return present(key === 'aws:epochtime' ? String(Math.floor(parseDate(now) ?? 0)) : now);
}

function unknownOf(what: string, operation: string, subject: string): ContextValue {
  return { state: 'unknown', mayBeAbsent: true, question: unread(what, operation, subject) };
}

function unread(what: string, operation: string, subject: string): Unanswered {
  return {
    cause: 'unreadable',
    id: `unreadable:${operation}:${subject}`,
    what: `Not known: ${what}.`,
    how: `Collect ${operation} of ${subject}.`,
    about: { kind: 'read', operation, subject, why: 'not-collected' },
  };
}

/** S3 always sends it. */
function textOr(value: string | null, question: Unanswered): ContextValue {
  return value === null ? { state: 'unknown', mayBeAbsent: false, question } : present(value);
}

/** The name of what the request is about, as far as there is one. */
function resourceName({ callKind, key, bucket, destinationName, roleArn }: ContextSubject): string {
  if (callKind === 'kms') return key?.arn ?? key?.configured ?? 'the key';
  return callKind === 'assume-role' ? roleArn : (bucket?.name ?? destinationName);
}

/** Who owns a bucket its owner's list says; of a key its ARN. */
function ownerUnread(subject: ContextSubject): Unanswered {
  const name = resourceName(subject);
  return subject.callKind === 's3'
    ? missingEvidence(subject.estate.unlisted('ListBuckets'), name)
    : unread(`the account of ${name}`, subject.callKind === 'kms' ? 'DescribeKey' : 'GetRole', name);
}

function regionUnread(subject: ContextSubject): Unanswered {
  const name = resourceName(subject);
  const region = subject.bucket?.region ?? subject.estate.unlisted('HeadBucket');
  if (subject.callKind === 's3' && isMissing(region)) return missingEvidence(region, name);
  return unread(`the Region of ${name}`, subject.callKind === 'kms' ? 'DescribeKey' : 'HeadBucket', name);
}

function accountOf({ estate }: ContextSubject, id: string | null): Account | null {
  return id === null ? null : (estate.accounts.get(id) ?? null);
}

function organizationId(subject: ContextSubject, id: string | null): ContextValue {
  const organization = accountOf(subject, id)?.organization;
  if (organization?.state === 'known') return present(organization.value.id);
  if (organization?.state === 'absent') return absent;
  return unknownOf(`the organization of account ${id ?? 'unknown'}`, 'DescribeOrganization', id ?? 'the account');
}

/** The path is spelt by the levels that policies were read for: root, OUs, account. */
function organizationPaths(subject: ContextSubject, id: string | null): ContextValue {
  const organization = accountOf(subject, id)?.organization;
  if (organization?.state === 'absent') return absent;
  if (organization?.state === 'known') {
    const levels = valueOf(organization.value.serviceControlPolicies);
    const nodes = levels?.map(({ target }) => target).filter((target) => target !== id) ?? [];
    // A list that begins below the root spells no path.
    const isPath = nodes[0]?.startsWith('r-') === true && nodes.slice(1).every((node) => node.startsWith('ou-'));
    if (isPath) return present(`${organization.value.id}/${nodes.join('/')}/`);
  }
  return unknownOf(`the organization path of account ${id ?? 'unknown'}`, 'ListParents', id ?? 'the account');
}

function tagValue<T>(
  key: string,
  tags: Fact<readonly T[]>,
  pair: (tag: T) => readonly [string, string],
  subject: string,
): ContextValue {
  if (tags.state === 'absent') return absent;
  if (tags.state !== 'known') return { state: 'unknown', mayBeAbsent: true, question: missingEvidence(tags, subject) };
  return tagNamed(key, tags.value.map(pair), subject);
}

/** Tags of a bucket count only where attribute-based access control is switched on for it, which it is not by default. */
function resourceTag(key: string, subject: ContextSubject): ContextValue {
  if (subject.callKind === 'kms') {
    const kmsKey = subject.key?.kmsKey ?? null;
    if (kmsKey === null) return unknownOf('tags of the key', 'ListResourceTags', subject.key?.arn ?? 'the key');
    return tagValue(key, kmsKey.tags, ({ TagKey, TagValue }) => [TagKey, TagValue], kmsKey.arn);
  }
  const { bucket, role } = subject;
  if (subject.callKind === 'assume-role')
    return role === null
      ? unknownOf('tags of the role', 'GetRole', subject.roleArn)
      : tagValue(key, role.tags, ({ Key, Value }) => [Key, Value], role.arn);
  if (bucket === null) return unknownOf('tags of the bucket', 'GetBucketTagging', 'the bucket');
  if (bucket.abac.state === 'absent' || (bucket.abac.state === 'known' && !bucket.abac.value)) return absent;
  const tag = tagValue(key, bucket.tags, ({ Key, Value }) => [Key, Value], bucket.name);
  if (bucket.abac.state === 'known' || tag.state === 'absent') return tag;
  return { state: 'one-of', alternatives: [absent, tag], question: missingEvidence(bucket.abac, bucket.name) };
}

/** AWS's pages give one suffix for all partitions; in China another one is conceivable. */
function viaService(subject: ContextSubject): ContextValue {
  const { region, source } = subject;
  if (region === null) return textOr(null, regionUnread(subject));
  const usual = present(`s3.${region}.amazonaws.com`);
  if (source.partition !== 'aws-cn') return usual;
  const alternatives = [usual, present(`s3.${region}.amazonaws.com.cn`)];
  const question = {
    what: 'The suffix of kms:ViaService in the China Regions is not documented.',
    how: 'Accept both suffixes in the policy.',
  };
  return answeredOr('kms:viaservice', subject, question, (question) => ({ state: 'one-of', alternatives, question }));
}

function ofKey<T>(
  subject: ContextSubject,
  operation: string,
  pick: (kmsKey: KmsKey) => Fact<T>,
  convert: (value: T) => ContextValue,
): ContextValue {
  const kmsKey = subject.key?.kmsKey ?? null;
  if (kmsKey === null) return unknownOf(`${operation} of the key`, operation, subject.key?.arn ?? 'the key');
  const fact = pick(kmsKey);
  if (fact.state === 'known') return convert(fact.value);
  return fact.state === 'absent'
    ? absent
    : { state: 'unknown', mayBeAbsent: true, question: missingEvidence(fact, kmsKey.arn) };
}

type Metadata = NonNullable<ReturnType<typeof valueOf<KmsKey['metadata'] extends Fact<infer M> ? M : never>>>;

function ofMetadata(subject: ContextSubject, pick: (metadata: Metadata) => string | undefined): ContextValue {
  return ofKey(
    subject,
    'DescribeKey',
    (kmsKey) => kmsKey.metadata,
    (metadata) => {
      const value = pick(metadata);
      return value === undefined
        ? unknownOf('a property of the key', 'DescribeKey', subject.key?.arn ?? 'the key')
        : present(value);
    },
  );
}

/** A key of one Region has no such type. */
function multiRegionType(subject: ContextSubject): ContextValue {
  return ofKey(
    subject,
    'DescribeKey',
    (kmsKey) => kmsKey.metadata,
    ({ MultiRegion, MultiRegionConfiguration }) => {
      if (MultiRegion !== true) return absent;
      const type = MultiRegionConfiguration?.MultiRegionKeyType;
      return type === undefined
        ? unknownOf('whether the key is a primary or a replica key', 'DescribeKey', subject.key?.arn ?? 'the key')
        : present(type);
    },
  );
}

/** The key's ARN; whether S3 puts the alias there where the rule names one is not documented. */
function replicaKeyId({ objectClass, replicaKey }: ContextSubject): ContextValue {
  if (!isKms(objectClass)) return absent;
  const arn = replicaKey?.arn ?? null;
  if (arn === null || replicaKey === null)
    return unknownOf('the ARN of the replica key', 'ListAliases', 'the replica key');
  if (!replicaKey.isAlias || replicaKey.configured === null) return present(arn);
  return {
    state: 'one-of',
    alternatives: [present(arn), present(replicaKey.configured)],
    question: {
      cause: 'undocumented',
      id: `replica-key-alias:${replicaKey.configured}`,
      what: 'Which name of the replica key stands in s3:x-amz-server-side-encryption-aws-kms-key-id is not documented where the replication rule names an alias.',
      how: 'Name the replica key by its key ARN in the replication rule.',
    },
  };
}

/** The filter of a replication rule fixes the tags it names; whatever else objects carry is their own affair. */
function objectTag(key: string, { tags, source }: ContextSubject, bucket: Bucket | null): ContextValue {
  const selected = tags.map(({ Key, Value }) => [Key, Value] as const);
  const fixed = tagNamed(key, selected, `the objects of ${(bucket ?? source).name}`);
  if (fixed.state !== 'absent') return fixed;
  return {
    state: 'unknown',
    mayBeAbsent: true,
    question: {
      cause: 'undocumented',
      id: `object-tags:${(bucket ?? source).name}`,
      what: `Which tags the objects of ${(bucket ?? source).name} carry is not known.`,
      how: 'Select objects by the tag in the replication rule, or do not make the permission depend on it.',
    },
  };
}
