import {
  atSource,
  countsForObjects,
  defineRule,
  missingPermissions,
  type Pair,
  pairWords,
  selectKmsObjects,
} from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The source encrypts with KMS, but the rule does not select KMS objects',
    healthy: 'KMS-encrypted objects are selected if the source encrypts with KMS',
    level: 'error',
    controls: ['S3.7', 'S3.17', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.24'],
    why: 'A replication rule skips objects encrypted with SSE-KMS or DSSE-KMS unless it selects them. They do not fail: S3 passes them over without a status, a metric or an event. If the default encryption of the source is KMS, that means nearly every object.',
    sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html'],
    needs: ['GetBucketEncryption', 'GetBucketReplication'],
    failureReasons: [],
    headlines: {
      skipped: '{{ReplicationRule}} of {{sourceBucket}} does not select KMS objects',
    },
    messages: {
      skipped:
        'Source bucket {{sourceBucket}} ({{sourcePlace}}) encrypts with {{algorithm}} by default, and {{replicationRule}} does not select KMS-encrypted objects|: |they are skipped without any failure status.',
    },
    help: {
      skipped:
        'Set SourceSelectionCriteria.SseKmsEncryptedObjects to Enabled on the rule,{{naming}} and allow the role kms:Decrypt on the source key and kms:Encrypt on the replica key. Existing objects need S3 Batch Replication.{{further}}',
    },
  },
  *check(pair) {
    const { encryption } = pair.source;
    if (encryption.state !== 'known' || !encryption.value.algorithm.startsWith('aws:kms') || pair.facts.replicatesKms)
      return;
    const algorithm = encryption.value.algorithm === 'aws:kms:dsse' ? 'DSSE-KMS' : 'SSE-KMS';
    yield {
      message: 'skipped',
      data: {
        ...pairWords(pair),
        algorithm,
        naming: pair.facts.replicaKeyConfigured ? '' : naming,
        further: furtherText(pair),
      },
      ...atSource(pair),
      pair,
      patches: [selectKmsObjects(pair)],
      origin: pair.origin,
    };
  },
});

const naming = ' name a replica key of the destination Region in EncryptionConfiguration.ReplicaKmsKeyID,';

/** What would stand in the way of such objects once they are selected: said, not reported, since nobody asks for them today. */
function furtherText({ ifKmsSelected }: Pair): string {
  if (ifKmsSelected === null) return '';
  const { pair, broken } = ifKmsSelected;
  const settings = broken
    .filter((rule) => rule !== 'coverage/replica-key-without-selection' || !pair.facts.replicaKeyConfigured)
    .flatMap((rule) => settingWords[rule] ?? []);
  const permissions = [...missingPermissions(pair, countsForObjects, { side: 'all' })].flatMap(({ permission }) =>
    permission === undefined || permission === null
      ? []
      : [`${permission.action} on ${permission.resource} is not allowed`],
  );
  const lines = [...settings, ...new Set(permissions)];
  if (lines.length === 0) return '';
  const shown = lines.slice(0, mostShown).map((line) => `\n- ${line}`);
  const more = lines.length > mostShown ? `\n- and ${lines.length - mostShown} more` : '';
  return ` What else stands in their way:${shown.join('')}${more}.`;
}

const mostShown = 5;

/** Preconditions of KMS objects alone: the others have findings of their own already. */
const settingWords: Readonly<Record<string, string>> = {
  'coverage/replica-key-without-selection':
    'no replica key is named, and the destination bucket has no KMS key by default',
  'kms/key-unusable': 'the source key or the replica key cannot be used',
  'kms/replica-key-wrong-region': 'the replica key is not in the Region of the destination bucket',
};
