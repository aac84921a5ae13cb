/**
 * Buckets and their policies. What a new bucket does not say is known: S3 creates it with its defaults.
 * Source: CloudFormation Template Reference, AWS::S3::Bucket; S3 User Guide, "Default settings for new S3 buckets".
 */
import { addressesIn, stretchesOf } from '../../../basics/stand-in.js';
import { none, openAnswer } from '../../terraform/resources/answers.js';
import type { Draft } from '../../terraform/resources/drafts.js';
import { Unknown, type Value, type ValueMap } from '../../terraform/model.js';
import { isList, isMap, isUnset, textOf } from '../../terraform/values.js';
import { bucketReads } from '../../read-operations.js';
import type { RawBucket } from '../../snapshot/snapshot-shape.js';
import { documentOf } from '../values/documents.js';
import { answerOf, declared, type Declared, type Facts, mark } from './facts.js';
import type { Marks } from '../template/marks.js';
import { sayAnybodys } from '../unseen-parts.js';
import { bucketName, hasOpenText } from '../values/names.js';
import { unorderedVersioning } from './order.js';
import { asApi, flagOf } from './spelling.js';

/** Buckets of all stacks by their names, so that policies of other stacks find them. */
export type BucketsByName = Map<string, BucketDraft>;

interface BucketDraft {
  readonly draft: Draft<RawBucket>;
  readonly one: Declared;
  hasPolicy: boolean;
  /** Two resources make it. */
  isContested: boolean;
}

export function addBuckets(facts: Facts, byName: BucketsByName): void {
  const { placement } = facts.scope.stack;
  for (const one of declared(facts, ['AWS::S3::Bucket'])) {
    const name = bucketName(one);
    const first = byName.get(name);
    if (first !== undefined) {
      leaveContested(first, one, facts);
      continue;
    }
    if (hasOpenText(name)) sayAnybodys(one, 'its name', name, 'bucket');
    const draft: Draft<RawBucket> = {
      Name: name,
      BucketRegion: placement.region,
      ...(placement.existing?.buckets.has(name) === true ? statedOnly(one, answersOf(one)) : answersOf(one)),
    } as Draft<RawBucket>;
    mark(one, draft);
    byName.set(name, { draft, hasPolicy: false, one, isContested: false });
    facts.drafts.accountOf(placement).buckets.push(draft);
  }
}

/** Names are unique: only one of the two can be there, and nobody knows which, or in which account. */
function leaveContested(first: BucketDraft, second: Declared, { drafts }: Facts): void {
  const [a, b] = [first.one.address, second.address];
  second.scope.notes.say(
    `${a} and ${b} are buckets of one name: only one of them can be deployed, and its settings are not known. Give one another name.`,
  );
  first.isContested = true;
  const open = openAnswer(new Unknown(`${a} and ${b}`, 'they have one name, and only one of them can be deployed'));
  for (const name of bucketReads) (first.draft as Record<string, unknown>)[name] = open;
  const [owner, other] = [first.one, second].map(({ scope }) => scope.stack.placement);
  if (owner === undefined || other === undefined || owner.account === other.account) return;
  const { buckets } = drafts.accountOf(owner);
  const index = buckets.indexOf(first.draft);
  if (index < 0) return;
  buckets.splice(index, 1);
  drafts.externalBuckets.push(first.draft);
}

type Answers = Partial<RawBucket>;

const properties: Readonly<Partial<Record<keyof RawBucket, readonly string[]>>> = {
  GetBucketVersioning: ['VersioningConfiguration', 'ObjectLockEnabled'],
  GetBucketReplication: ['ReplicationConfiguration'],
  GetBucketEncryption: ['BucketEncryption'],
  GetBucketPolicy: [],
  GetBucketOwnershipControls: ['OwnershipControls'],
  GetObjectLockConfiguration: ['ObjectLockEnabled', 'ObjectLockConfiguration'],
  GetPublicAccessBlock: ['PublicAccessBlockConfiguration'],
  GetBucketTagging: ['Tags'],
  GetBucketRequestPayment: [],
};

/** Of a bucket that is there before: a property that the template leaves out says nothing, and what is there stays. */
function statedOnly(one: Declared, answers: Answers): Answers {
  if (one.open !== null) return answers;
  const isStated = (name: string): boolean =>
    (properties[name as keyof RawBucket] ?? [name]).some((each) => !isUnset(one.properties[each])) ||
    properties[name as keyof RawBucket] === undefined;
  return Object.fromEntries(Object.entries(answers).filter(([name]) => isStated(name)));
}

function answersOf(one: Declared): Answers {
  const { properties, scope } = one;
  const from = (name: string): Value | undefined => properties[name];
  const { marks } = scope;
  const versioning = versioningOf(properties);
  const order = unorderedVersioning(one);
  return {
    GetBucketVersioning: answerOf(one, versioning, 'VersioningConfiguration'),
    GetBucketReplication: isUnset(from('ReplicationConfiguration'))
      ? answerOf(one, none('ReplicationConfigurationNotFoundError'))
      : answerOf(
          one,
          wrapped('ReplicationConfiguration', replicationOf(from('ReplicationConfiguration'), one)),
          'ReplicationConfiguration',
        ),
    GetBucketEncryption: answerOf(one, encryptionOf(from('BucketEncryption'), one), 'BucketEncryption'),
    GetBucketPolicy: answerOf(one, none('NoSuchBucketPolicy')),
    GetBucketOwnershipControls: answerOf(
      one,
      isUnset(from('OwnershipControls'))
        ? { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' as const }] } }
        : wrapped('OwnershipControls', asApi(from('OwnershipControls'), marks)),
      'OwnershipControls',
    ),
    GetObjectLockConfiguration: answerOf(one, objectLockOf(properties, marks), 'ObjectLockConfiguration'),
    GetPublicAccessBlock: answerOf(
      one,
      publicAccessOf(from('PublicAccessBlockConfiguration'), marks),
      'PublicAccessBlockConfiguration',
    ),
    GetBucketTagging: answerOf(one, tagsOf(from('Tags')), 'Tags'),
    GetBucketRequestPayment: answerOf(one, { Payer: 'BucketOwner' as const }),
    ...(order === null ? {} : { UnorderedVersioning: order }),
  } as Answers;
}

function wrapped(name: string, value: unknown): object | Unknown {
  return value instanceof Unknown ? value : { [name]: value };
}

/** Object Lock switches versioning on. */
function versioningOf(properties: ValueMap): { readonly Status?: string } | Unknown {
  const lock = flagOf(properties['ObjectLockEnabled']);
  if (lock === true) return { Status: 'Enabled' };
  const configuration = properties['VersioningConfiguration'];
  if (configuration instanceof Unknown) return configuration;
  const status = isMap(configuration) ? configuration['Status'] : undefined;
  if (lock instanceof Unknown && status !== 'Enabled') return lock;
  if (status instanceof Unknown) return status;
  const text = textOf(status);
  if (text !== null && addressesIn(text).length > 0)
    return new Unknown(addressesIn(text)[0] ?? '', 'it decides about versioning');
  return text === null ? {} : { Status: text };
}

function replicationOf(value: Value | undefined, { scope: { marks } }: Declared): unknown {
  if (value instanceof Unknown || !isMap(value)) return value;
  const api = asApi(value, marks);
  if (api instanceof Unknown || !isMap(api as Value)) return api;
  const rules = (api as ValueMap)['Rules'];
  // A single rule may stand without its list.
  const list = isList(rules as Value) ? (rules as readonly Value[]) : rules === undefined ? [] : [rules as Value];
  const [only] = list;
  const isOne = list.length === 1 && only !== undefined && isMap(only);
  const given = isOne ? [withPriority(only, marks)] : list;
  return marks.as({ ...(api as object), Rules: marks.as(given as object, rules) }, value);
}

/**
 * A single rule with a filter needs no priority: it is deployed, and S3 has it with 0. The CDK writes no other ones.
 * Source: aws-cdk-lib, `Bucket.replicationRules`, and its integration tests, which are deployed.
 */
function withPriority(rule: ValueMap, marks: Marks): object {
  return isUnset(rule['Priority']) && !isUnset(rule['Filter']) ? marks.as({ ...rule, Priority: 0 }, rule) : rule;
}

function encryptionOf(value: Value | undefined, { scope: { marks } }: Declared): object | Unknown {
  const byDefault = {
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
    },
  };
  if (isUnset(value)) return byDefault;
  if (value instanceof Unknown) return value;
  const rules = isMap(value) ? asApi(value['ServerSideEncryptionConfiguration'], marks) : null;
  if (rules instanceof Unknown) return rules;
  const list = isList(rules as Value) ? (rules as readonly object[]) : rules === null ? [] : [rules as object];
  if (list.length === 0) return byDefault;
  const open = list.map((rule) => openIn(rule)).find((each) => each !== null);
  if (open !== undefined && open !== null) return open;
  return {
    ServerSideEncryptionConfiguration: marks.as(
      { Rules: marks.as(list, isMap(value) ? value['ServerSideEncryptionConfiguration'] : null) },
      value,
    ),
  };
}

/** Which algorithm it is decides about everything else. */
function openIn(rule: object): Unknown | null {
  const { ApplyServerSideEncryptionByDefault: applied } = rule as {
    readonly ApplyServerSideEncryptionByDefault?: { readonly SSEAlgorithm?: unknown };
  };
  const [address] = addressesIn(String(applied?.SSEAlgorithm ?? ''));
  return address === undefined ? null : new Unknown(address, 'it decides how objects are encrypted');
}

function objectLockOf(properties: ValueMap, marks: Declared['scope']['marks']): object | Unknown {
  const enabled = flagOf(properties['ObjectLockEnabled']);
  if (enabled instanceof Unknown) return enabled;
  const configuration = properties['ObjectLockConfiguration'];
  if (configuration instanceof Unknown) return configuration;
  if (enabled !== true && !isMap(configuration)) return none('ObjectLockConfigurationNotFoundError');
  const api = isMap(configuration) ? asApi(configuration, marks) : {};
  if (api instanceof Unknown) return api;
  return { ObjectLockConfiguration: marks.as({ ObjectLockEnabled: 'Enabled', ...(api as object) }, configuration) };
}

/** A new bucket blocks all; one that says something about it blocks what it says, and nothing else. */
function publicAccessOf(value: Value | undefined, marks: Declared['scope']['marks']): object | Unknown {
  if (value instanceof Unknown) return value;
  const isSet = isMap(value);
  const api = isSet ? asApi(value, marks) : {};
  if (api instanceof Unknown) return api;
  const rest = !isSet;
  return {
    PublicAccessBlockConfiguration: marks.as(
      {
        BlockPublicAcls: rest,
        IgnorePublicAcls: rest,
        BlockPublicPolicy: rest,
        RestrictPublicBuckets: rest,
        ...(api as object),
      },
      value,
    ),
  };
}

function tagsOf(value: Value | undefined): object | Unknown {
  if (value instanceof Unknown) return value;
  const tags = isList(value)
    ? value.flatMap((tag) => (isMap(tag) ? [{ Key: textOf(tag['Key']) ?? '', Value: textOf(tag['Value']) ?? '' }] : []))
    : [];
  return tags.length === 0 ? none('NoSuchTagSet') : { TagSet: tags };
}

/** Somebody gives the bucket's name when the stack is deployed: it may be that of any bucket which has a name that can be known before. */
function leaveOpen(byName: BucketsByName, given: string | null, address: string): void {
  for (const [name, { draft, hasPolicy }] of byName) {
    if (hasPolicy || name === given) continue;
    if (given !== null && stretchesOf(name).some((each) => each.kind === 'stand-in' && !each.standIn.isOpen)) continue;
    const open = openAnswer(new Unknown(address, 'it may be the policy of this bucket'));
    draft.GetBucketPolicy = open as NonNullable<RawBucket['GetBucketPolicy']>;
  }
}

/** The policy replaces whatever is there. Of two for one bucket nobody knows which is the last. */
export function addBucketPolicies(facts: Facts, byName: BucketsByName): void {
  for (const one of declared(facts, ['AWS::S3::BucketPolicy'])) {
    const { properties, address, scope } = one;
    const bucket = properties['Bucket'];
    const name = bucket === undefined ? null : textOf(bucket);
    if (name === null || hasOpenText(name)) {
      leaveOpen(byName, name, address);
      sayAnybodys(one, 'its bucket', name ?? 'not set', 'bucket');
    }
    if (name === null) continue;
    const document = documentOf(properties['PolicyDocument'], `${address}.PolicyDocument`, {
      marks: scope.marks,
      kind: 'resource',
    });
    const policy =
      document === null
        ? new Unknown(`${address}.PolicyDocument`, 'it is not set')
        : document instanceof Unknown
          ? document
          : { Policy: document };
    const found = byName.get(name);
    if (found === undefined) {
      const draft = { Name: name, GetBucketPolicy: answerOf(one, policy, 'PolicyDocument') } as Draft<RawBucket>;
      mark(one, draft);
      byName.set(name, { draft, one, hasPolicy: true, isContested: false });
      facts.drafts.accountOf(scope.stack.placement).buckets.push(draft);
      continue;
    }
    if (found.isContested) continue;
    const answer = found.hasPolicy
      ? openAnswer(new Unknown(address, 'a bucket has one policy, and two resources set it'))
      : answerOf(one, policy, 'PolicyDocument');
    found.draft.GetBucketPolicy = answer as NonNullable<RawBucket['GetBucketPolicy']>;
    found.hasPolicy = true;
  }
}
