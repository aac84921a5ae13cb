/** Condition keys that speak of the KMS key of a request or of its replica. */
import type { Fact } from '../../../estate/fact.js';
import { valueOf } from '../../../estate/fact.js';
import type { KmsKey } from '../../../estate/model.js';
import type { ContextValue } from '../../../policy/model.js';
import { isKms } from '../../../report/model.js';
import { missingEvidence } from '../../documents/missing-evidence.js';
import { absent, present, unknownOf, type ContextSubject } from './values.js';

export function ofKey<T>(
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

export function ofMetadata(subject: ContextSubject, pick: (metadata: Metadata) => string | undefined): ContextValue {
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
export function multiRegionType(subject: ContextSubject): ContextValue {
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
export function replicaKeyId({ objectClass, replicaKey }: ContextSubject): ContextValue {
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
      what: 'If the replication rule names an alias, AWS does not document which name of the replica key s3:x-amz-server-side-encryption-aws-kms-key-id holds.',
      how: 'Name the replica key by its key ARN in the replication rule.',
    },
  };
}
