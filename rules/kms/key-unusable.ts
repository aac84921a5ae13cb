import {
  changeReplicaKey,
  defineRule,
  enableKey,
  keyCondition,
  type KeyReference,
  type Pair,
  pairWords,
  type PatchDraft,
  placeText,
  type Problem,
  siblings,
} from '../../src/engine/model.js';
import type { MissingPermission } from '../../src/report/model.js';
import type { KeyMetadata } from '../../src/estate/model.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'A KMS key of the replication rule cannot be used',
    healthy: 'The keys of a replication rule can be used',
    level: 'error',
    controls: ['S3.7', 'S3.17', 'KMS.3', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.24'],
    why: 'A key that is disabled, pending deletion, pending import or of the wrong type rejects every request, whatever the policies say. S3 does not check the replica key when it stores the configuration.',
    sources: [
      'https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html#replication-failure-codes',
    ],
    needs: ['DescribeKey'],
    failureReasons: ['SrcKmsKeyInvalidState', 'DstKmsKeyInvalidState', 'DstKmsKeyNotFound'],
    headlines: {
      unusable: '{{use}} {{key}} of {{sourceBucket}} cannot be used',
      notReplicated: '{{use}} {{key}} of {{sourceBucket}} does not exist in {{region}}',
      missing: '{{use}} {{key}} of {{sourceBucket}} does not exist',
    },
    messages: {
      unusable:
        '{{use}} {{key}} ({{place}}) of {{replicationRule}} on {{sourceBucket}} cannot be used: {{fault}}.| |KMS-encrypted objects end in status FAILED.',
      notReplicated:
        '{{use}} {{key}} ({{place}}) of {{replicationRule}} on {{sourceBucket}} does not exist: the multi-Region key with that ID was never replicated to {{region}}.| |KMS-encrypted objects end in status FAILED.',
      missing:
        '{{use}} {{key}} ({{place}}) of {{replicationRule}} on {{sourceBucket}} does not exist.| |KMS-encrypted objects end in status FAILED.',
    },
    help: {
      unusable:
        'Enable the key, cancel its deletion, or name another symmetric encryption key. Then replicate what failed with S3 Batch Replication.',
      notReplicated:
        'Replicate the multi-Region key to {{region}} (kms:ReplicateKey) and give the new key its own key policy, or name another key of that Region.',
      missing: 'Name a key that exists in the Region of the bucket.',
    },
  },
  *check(pair) {
    if (!pair.facts.replicatesKms) return;
    for (const key of pair.kms.sourceKeys) yield* problems(pair, key, uses.source);
    for (const key of pair.kms.replicaKeys) yield* problems(pair, key, uses.replica);
  },
});

/** What S3 reports of a key in the wrong state, and of one that is not there. */
const uses = {
  source: { use: 'Source key', invalidCode: 'SrcKmsKeyInvalidState', missingCode: 'SrcGetObjectNotPermitted' },
  replica: { use: 'Replica key', invalidCode: 'DstKmsKeyInvalidState', missingCode: 'DstKmsKeyNotFound' },
} as const;

function* problems(
  pair: Pair,
  key: KeyReference,
  { use, invalidCode, missingCode }: (typeof uses)[keyof typeof uses],
): Iterable<Problem> {
  const metadata = key.kmsKey?.metadata;
  if (metadata === undefined) return;
  const name = key.arn ?? key.configured ?? 'aws/s3';
  const words = { ...pairWords(pair), use, key: name, place: placeText(key.account, key.region) };
  const at = { resource: name, account: key.account, region: key.region, pair, discriminator: use };
  if (metadata.state === 'absent') {
    const permission = keyPermission(pair, use, name);
    const region = key.region ?? 'that Region';
    yield {
      message: siblings(pair.estate, name).length > 0 ? 'notReplicated' : 'missing',
      data: { ...words, region },
      ...at,
      permission,
      patches: otherKey(pair, use),
      failureReasons: [missingCode],
      origin: metadata.origin ?? pair.origin,
    };
    return;
  }
  if (metadata.state !== 'known') return;
  const condition = keyCondition(metadata.value);
  if (condition.is !== 'unusable') return;
  const permission = keyPermission(pair, use, name);
  yield {
    message: 'unusable',
    data: { ...words, fault: condition.fault },
    ...at,
    patches: canBeEnabled(metadata.value) ? [enableKey(metadata.value.Arn ?? name)] : otherKey(pair, use),
    permission,
    failureReasons: [invalidCode],
    origin: metadata.origin,
  };
}

/** Another spec or usage is another key. */
function canBeEnabled({ KeyState, KeyUsage, KeySpec }: KeyMetadata): boolean {
  const isSymmetric =
    (KeyUsage ?? 'ENCRYPT_DECRYPT') === 'ENCRYPT_DECRYPT' && (KeySpec ?? 'SYMMETRIC_DEFAULT') === 'SYMMETRIC_DEFAULT';
  return isSymmetric && (KeyState === undefined || KeyState === 'Disabled' || KeyState === 'PendingDeletion');
}

/** Which key the rule writes with can be changed; under which one objects are stored cannot. */
function otherKey(pair: Pair, use: string): readonly PatchDraft[] {
  return use === 'Replica key' && pair.kms.relatedKeys === null ? [changeReplicaKey(pair)] : [];
}

/** The request that fails on it, as a missing permission whose cause is the key itself. */
function keyPermission(pair: Pair, use: string, resource: string): MissingPermission {
  return {
    principal: pair.role.arn ?? '',
    action: use === 'Source key' ? 'kms:Decrypt' : 'kms:Encrypt',
    resource,
    cause: 'key-state',
    policies: [],
    counterexample: null,
  };
}
