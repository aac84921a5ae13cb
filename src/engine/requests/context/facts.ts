/** Condition keys that are filled from the estate, fact by fact. */
import { bucketArn } from '../../../estate/arn.js';
import { isMissing, valueOf } from '../../../estate/fact.js';
import type { Account, Bucket } from '../../../estate/model.js';
import type { ContextValue, Unanswered } from '../../../policy/model.js';
import { parseDate } from '../../../policy/parts.js';
import type { EstateContextFact } from '../../../replication/model.js';
import { missingEvidence } from '../../documents/missing-evidence.js';
import { multiRegionType, ofKey, ofMetadata, replicaKeyId } from './of-keys.js';
import {
  absent,
  answeredOr,
  never,
  present,
  tagValue,
  textOr,
  unknownOf,
  unread,
  type ContextSubject,
} from './values.js';
import { tagNamed } from '../tags.js';

type FromEstate = (subject: ContextSubject, key: string) => ContextValue;

const ofFact: Readonly<Record<EstateContextFact, FromEstate>> = {
  'role-arn': ({ roleArn }) => present(roleArn),
  'role-account': (subject) =>
    textOr(subject.roleAccount, unread(`the account of ${subject.roleArn}`, 'GetRole', subject.roleArn)),
  'role-user-id': ({ roleArn, role }) =>
    role?.id === null || role === null
      ? unknownOf(`the unique id of ${roleArn}`, 'GetRole', roleArn)
      : present(`${role.id}:s3-replication`),
  'role-tag': ({ roleArn, role }, key) =>
    role === null
      ? unknownOf(`tags of ${roleArn}`, 'GetRole', roleArn)
      : tagValue(key, role.tags, ({ Key, Value }) => [Key, Value], roleArn),
  'role-organization-id': (subject) => organizationId(subject, subject.roleAccount),
  'role-organization-paths': (subject) => organizationPaths(subject, subject.roleAccount),
  'resource-organization-id': (subject) => organizationId(subject, subject.resourceAccount),
  'resource-organization-paths': (subject) => organizationPaths(subject, subject.resourceAccount),
  'resource-account': (subject) => textOr(subject.resourceAccount, ownerUnread(subject)),
  'resource-tag': (subject, key) => resourceTag(key, subject),
  'request-region': (subject) => textOr(subject.region, regionUnread(subject)),
  'source-region': ({ source }) =>
    textOr(
      valueOf(source.region) ?? null,
      isMissing(source.region)
        ? missingEvidence(source.region, source.name)
        : unread(`the Region of ${source.name}`, 'HeadBucket', source.name),
    ),
  'via-service': (subject) => viaService(subject),
  'encryption-context': (subject) => (subject.encryptionContext === null ? absent : present(subject.encryptionContext)),
  'encryption-context-keys': (subject) => (subject.encryptionContext === null ? absent : present('aws:s3:arn')),
  'key-aliases': (subject) =>
    ofKey(
      subject,
      'ListAliases',
      (kmsKey) => kmsKey.aliases,
      (aliases) => present(...aliases),
    ),
  'key-origin': (subject) => ofMetadata(subject, ({ Origin }) => Origin),
  'key-spec': (subject) =>
    ofMetadata(subject, ({ KeySpec, CustomerMasterKeySpec }) => KeySpec ?? CustomerMasterKeySpec),
  'key-usage': (subject) => ofMetadata(subject, ({ KeyUsage }) => KeyUsage),
  'key-multi-region': (subject) => ofMetadata(subject, ({ MultiRegion }) => String(MultiRegion === true)),
  'key-multi-region-type': (subject) => multiRegionType(subject),
  'replica-encryption': (subject) =>
    subject.objectClass === 'SSE-C' ? absent : present(algorithmOf[subject.objectClass]),
  'replica-kms-key-id': (subject) => replicaKeyId(subject),
  'replica-customer-algorithm': (subject) => (subject.objectClass === 'SSE-C' ? present('AES256') : absent),
  'source-bucket-arn': ({ source }) => present(bucketArn(source)),
  'source-account': (subject) =>
    textOr(subject.source.account, missingEvidence(subject.estate.unlisted('ListBuckets'), subject.source.name)),
  'object-tag': (subject, key) => objectTag(key, subject, subject.bucket),
  'any-address-of-aws': () => ({
    state: 'one-of',
    alternatives: addressesOfAws.map((address) => present(address)),
    question: never,
  }),
  'recent-time': (subject, key) => timeOf(key, subject.settings.now),
  now: (subject, key) => timeOf(key, subject.settings.now),
};

export function fromEstate(key: string, fact: EstateContextFact, subject: ContextSubject): ContextValue {
  return ofFact[fact](subject, key);
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
      what: 'A policy applies from or until a date, and the audit was not given a time to judge it at.',
      how: 'Give the audit a time.',
    };
    return { state: 'unknown', mayBeAbsent: false, question };
  }
  return present(key === 'aws:epochtime' ? String(Math.floor(parseDate(now) ?? 0)) : now);
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
