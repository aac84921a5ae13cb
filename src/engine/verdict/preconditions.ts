/**
 * What must be true besides permissions, so that an object can be replicated at all. Each is met, broken or unknown; verdicts and
 * rules look at the same list.
 * Sources: S3 User Guide, "Requirements for replication", "Replicating encrypted objects"; KMS Developer Guide, "Key states".
 */
import { uncapital } from '../../basics/capital.js';
import { addressesIn, nameStandIns } from '../../basics/stand-in.js';
import { isRoleArn } from '../../estate/arn.js';
import { isMissing, isUnasked, type Fact } from '../../estate/fact.js';
import { sameText, unresolvedQuestion } from '../../policy/index.js';
import type { Unanswered } from '../../policy/model.js';
import type { KeyReference, RelatedKey } from '../shapes/model.js';
import type { PairBase } from '../shapes/subjects.js';
import type { ObjectClass } from '../../report/model.js';
import { bothNamed } from '../pairs/related-keys.js';
import { conflictsOf } from '../../replication/configuration/conflicts.js';
import { isReadFromS3 } from '../pairs/read-from-s3.js';
import { doubtQuestions, replicationRuleName, unclearQuestions } from '../pairs/unclear.js';
import { missingEvidence, missingOfKey } from '../documents/missing-evidence.js';
import { keyCondition } from './key-condition.js';

export interface Precondition {
  /** The rule that reports it broken. */
  readonly rule: string;
  readonly state: 'met' | 'broken' | 'unknown';
  readonly question: Unanswered | null;
  /** Classes it matters to; null = all. */
  readonly classes: readonly ObjectClass[] | null;
}

const kmsClasses: readonly ObjectClass[] = ['SSE-KMS', 'DSSE-KMS'];

export function preconditionsOf(pair: PairBase): readonly Precondition[] {
  const { estate, source, destination, role, facts } = pair;
  const target = destination.bucket;
  const name = destination.name;
  const list: Precondition[] = [
    fromFact('versioning/source-not-enabled', source.versioning, source.name, ({ Status }) => Status === 'Enabled'),
    fromFact(
      'versioning/destination-not-enabled',
      target?.versioning ?? estate.unlisted('GetBucketVersioning'),
      name,
      ({ Status }) => Status === 'Enabled',
    ),
    known('destination/bucket-missing', target?.exists.state !== 'absent'),
    same('destination/other-partition', source.partition, destination.partition || null),
    differs('configuration/same-bucket', source.name, name),
    known('role/missing', role.arn !== null && role.role?.exists.state !== 'absent'),
    known('configuration/role-arn-malformed', role.arn === null || isRoleArn(role.arn)),
    same('role/in-another-account', source.account, role.account),
    same('destination/account-mismatch', destination.account, destination.claimedAccount),
    objectLock(pair),
  ];
  list.push(ownerPays(pair), { ...blockedSseC(pair), classes: ['SSE-C'] });
  if (isUnsupported(pair)) list.push(unknown('coverage/unsupported-bucket-kind', unsupported(pair)));
  const ofKeys = facts.replicatesKms ? keyPreconditions(pair) : [];
  return [...list, ...conflicts(pair), ...unclearSettings(pair), ...ofKeys];
}

/** No rule of a configuration that S3 does not accept can be in force, whichever of them shows the fault. */
function conflicts(pair: PairBase): readonly Precondition[] {
  const found = conflictsOf(pair.configuration);
  if (found.length === 0) return doubtQuestions(pair).map((question) => unknown('evidence/undocumented', question));
  if (isReadFromS3(pair)) return [unknown('evidence/undocumented', invalidAndStored(pair.source.name))];
  return [...new Set(found.map(({ rule }) => rule))].map((rule) => known(rule, false));
}

function invalidAndStored(bucket: string): Unanswered {
  return {
    cause: 'undocumented',
    id: `invalid-configuration:${bucket}`,
    what: `S3 stores a replication configuration of ${bucket} that AWS documents as invalid. What S3 does with it is not documented.`,
    how: 'Store a valid configuration, or upload one object and look at its replication status.',
  };
}

/** What the rule selects, or how replicas are encrypted, cannot be told while it has parts that nobody here knows. */
function unclearSettings(pair: PairBase): readonly Precondition[] {
  return unclearQuestions(pair).map((question) => unknown('evidence/undocumented', question));
}

function known(rule: string, isMet: boolean): Precondition {
  return isMet ? metFor(rule) : { rule, state: 'broken', question: null, classes: null };
}

const met = new Map<string, Precondition>();

/** One object a rule: an estate has many pairs, and most preconditions are met. */
function metFor(rule: string): Precondition {
  let found = met.get(rule);
  if (found === undefined) met.set(rule, (found = { rule, state: 'met', question: null, classes: null }));
  return found;
}

/** Two names of one thing, as far as both are there; values that are not known may be in them. */
function same(rule: string, one: string | null, other: string | null): Precondition {
  if (one === null || other === null) return known(rule, true);
  const isSame = sameText(one, other);
  return isSame === null ? unknown(rule, dependsOn(rule, one, other)) : known(rule, isSame);
}

function differs(rule: string, one: string, other: string): Precondition {
  const isSame = sameText(one, other);
  // A bucket that could be any is hardly the one that it is a copy of.
  return known(rule, isSame !== true);
}

function dependsOn(rule: string, one: string, other: string): Unanswered {
  const what = `Whether ${nameStandIns(one)} and ${nameStandIns(other)} are the same`;
  return unresolvedQuestion(rule, what, addressesIn(`${one}\n${other}`));
}

function unknown(rule: string, question: Unanswered): Precondition {
  return { rule, state: 'unknown', question, classes: null };
}

function fromFact<T>(rule: string, fact: Fact<T>, subject: string, isMet: (value: T) => boolean): Precondition {
  if (isMissing(fact)) return unknown(rule, missingEvidence(fact, subject));
  return known(rule, fact.state === 'known' && isMet(fact.value));
}

/** Only a bucket of another account must not be Requester Pays. What nobody asked is S3's default, which the entry says it assumes. */
function ownerPays(pair: PairBase): Precondition {
  const rule = 'destination/requester-pays';
  const { estate, source, destination, facts } = pair;
  if (facts.crossAccount === false || isPaymentAssumed(pair)) return known(rule, true);
  const payment = destination.bucket?.requestPayment ?? estate.unlisted('GetBucketRequestPayment');
  if (facts.crossAccount === null && payment.state === 'known' && payment.value === 'Requester') {
    const accounts = same(rule, source.account, destination.account);
    return accounts.state === 'unknown'
      ? accounts
      : unknown(rule, missingEvidence(estate.unlisted('ListBuckets'), destination.name));
  }
  return payment.state === 'absent'
    ? known(rule, true)
    : fromFact(rule, payment, destination.name, (payer) => payer !== 'Requester');
}

/** Nobody asked who pays for requests to the destination bucket of another account. An answer that was refused is no such case. */
export function isPaymentAssumed({ destination: { bucket }, facts }: Pick<PairBase, 'destination' | 'facts'>): boolean {
  const payment = bucket?.requestPayment;
  return facts.crossAccount === true && (payment === undefined || isUnasked(payment));
}

/** An answer that does not speak of it blocks nothing. */
function blockedSseC({ estate, destination: { bucket, name } }: PairBase): Precondition {
  const rule = 'destination/sse-c-blocked';
  const encryption = bucket?.encryption ?? estate.unlisted('GetBucketEncryption');
  return encryption.state === 'absent'
    ? known(rule, true)
    : fromFact(rule, encryption, name, ({ blocksSseC }) => blocksSseC !== true);
}

function objectLock({ estate, source, destination, facts }: PairBase): Precondition {
  const rule = 'destination/object-lock-not-enabled';
  const target = destination.bucket?.objectLock ?? estate.unlisted('GetObjectLockConfiguration');
  const hasLock = target.state === 'known' && target.value.ObjectLockEnabled === 'Enabled';
  if (facts.objectLock === false || hasLock) return known(rule, true);
  if (facts.objectLock === null)
    return unknown(
      rule,
      missingEvidence(
        isMissing(source.objectLock) ? source.objectLock : estate.unlisted('GetObjectLockConfiguration'),
        source.name,
      ),
    );
  return isMissing(target) ? unknown(rule, missingEvidence(target, destination.name)) : known(rule, false);
}

function keyPreconditions(pair: PairBase): readonly Precondition[] {
  const {
    kms: { replicaKey, relatedKeys },
  } = pair;
  const list: Precondition[] = [];
  const foreign = managedKeyAcrossAccounts(pair);
  if (foreign !== null) list.push(unknown('evidence/undocumented', foreign));
  for (const key of pair.kms.replicaKeys) list.push(keyUsable(key, pair));
  if (replicaKey !== null) list.push(replicaKeyRegion(replicaKey, pair));
  if (replicaKey !== null && relatedKeys !== null)
    list.push(unknown('evidence/undocumented', bothNamed(pair.source.name, replicationRuleName(pair))));
  else for (const related of relatedKeys ?? []) list.push(relatedKeyFound(related));
  for (const key of pair.kms.sourceKeys) list.push(keyUsable(key, pair));
  return list.map((precondition) => ({ ...precondition, classes: kmsClasses }));
}

/** The role can encrypt with the AWS managed key of its own account, where the owner of the replicas cannot decrypt. */
function managedKeyAcrossAccounts({ kms: { replicaKey }, facts, source, destination }: PairBase): Unanswered | null {
  if (facts.crossAccount !== true || replicaKey?.isAwsManaged !== true) return null;
  if (replicaKey.account === destination.account) return null;
  return {
    cause: 'undocumented',
    id: `managed-key-across-accounts:${source.name}:${destination.name}`,
    what: `Replicas in ${destination.name} of another account are to be encrypted with an AWS managed key, which AWS documents as not to be used between accounts. What S3 does is not documented.`,
    how: 'Name a customer managed key of the account of the destination bucket in ReplicaKmsKeyID.',
  };
}

function relatedKeyFound(related: RelatedKey): Precondition {
  const rule = 'kms/related-key-missing';
  return related.state === 'open' ? unknown(rule, related.question) : known(rule, related.state === 'found');
}

/** An alias without a Region is looked up in that of the destination bucket, whichever that is. */
function replicaKeyRegion({ arn, region }: KeyReference, { estate, destination }: PairBase): Precondition {
  const rule = 'kms/replica-key-wrong-region';
  const addresses = addressesIn(arn ?? '');
  if (region === null && addresses.length > 0)
    return unknown(rule, unresolvedQuestion(rule, 'In which Region the replica key is', addresses));
  if (region === null) return known(rule, true);
  const fact = destination.bucket?.region ?? estate.unlisted('HeadBucket');
  // A bucket that is not there is in no Region.
  if (fact.state === 'absent') return known(rule, true);
  return fact.state === 'known' ? same(rule, fact.value, region) : fromFact(rule, fact, destination.name, () => true);
}

/** The AWS managed key is always there and always usable by its account; it need not be read. */
function keyUsable(key: KeyReference, { estate }: PairBase): Precondition {
  const rule = 'kms/key-unusable';
  if (key.isAwsManaged === true && key.kmsKey === null) return known(rule, true);
  const name = key.arn ?? key.configured ?? 'aws/s3';
  if (key.kmsKey === null) return unknown(rule, missingOfKey(key, 'DescribeKey', name, estate.unlisted));
  const fact = key.kmsKey.metadata;
  const condition = fact.state === 'known' ? keyCondition(fact.value) : null;
  if (condition?.is === 'open') return unknown(rule, keyQuestion(name, condition.what));
  return fromFact(rule, fact, name, () => condition?.is === 'usable');
}

function keyQuestion(key: string, what: string): Unanswered {
  return {
    cause: 'undocumented',
    id: `key-condition:${key}`,
    what: `Whether S3 can use key ${key} is not known: ${uncapital(what)}`,
    how: 'Encrypt and decrypt something with the key in the Region of its bucket, or look the value up in the KMS documentation.',
  };
}

export function isUnsupported({ replicationRule, source }: Pick<PairBase, 'replicationRule' | 'source'>): boolean {
  return [replicationRule.Destination.Bucket, source.name].some(
    (text) =>
      text.includes(':s3-outposts:') ||
      text.includes(':s3express:') ||
      text.includes(':s3tables:') ||
      text.endsWith('--x-s3'),
  );
}

function unsupported({ source }: PairBase): Unanswered {
  return {
    cause: 'undocumented',
    id: `unsupported-bucket-kind:${source.name}`,
    what: `The replication of ${source.name} involves a bucket type that replint does not judge.`,
    how: 'Check it by hand against the AWS documentation of that bucket type.',
  };
}

/** Those that matter to one class of objects. */
export function forClass(list: readonly Precondition[], objectClass: ObjectClass): readonly Precondition[] {
  return list.filter(({ classes }) => classes === null || classes.includes(objectClass));
}
