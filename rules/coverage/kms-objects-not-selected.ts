import { selectKmsObjects } from '../../src/engine/remedy/configuration-patches.js';
import { defineRule } from '../../src/engine/model.js';
import { atSource, pairWords } from '../../src/engine/findings/words.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'The source encrypts with KMS and the rule does not select KMS objects',
    healthy: 'KMS-encrypted objects are selected where the source encrypts with KMS',
    level: 'error',
    why: 'A replication rule skips objects encrypted with SSE-KMS or DSSE-KMS unless it selects them. They are not failed but passed over, without a status, a metric or an event, and where the default encryption of the source is KMS that means nearly everything.',
    sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html'],
    needs: ['GetBucketEncryption', 'GetBucketReplication'],
    failureReasons: [],
    messages: {
      skipped:
        'Source bucket {{sourceBucket}} ({{sourcePlace}}) encrypts with {{algorithm}} by default, and {{replicationRule}} does not select KMS-encrypted objects: they are skipped without any failure status.',
    },
    help: {
      skipped:
        'Set SourceSelectionCriteria.SseKmsEncryptedObjects to Enabled on the rule, name a replica key of the destination Region in EncryptionConfiguration.ReplicaKmsKeyID, and allow the role kms:Decrypt on the source key and kms:Encrypt on the replica key. Existing objects need S3 Batch Replication.',
    },
  },
  *check(pair) {
    const { encryption } = pair.source;
    if (encryption.state !== 'known' || !encryption.value.algorithm.startsWith('aws:kms') || pair.facts.replicatesKms)
      return;
    const algorithm = encryption.value.algorithm === 'aws:kms:dsse' ? 'DSSE-KMS' : 'SSE-KMS';
    yield {
      message: 'skipped',
      data: { ...pairWords(pair), algorithm },
      ...atSource(pair),
      pair,
      patches: [selectKmsObjects(pair)],
      origin: pair.origin,
    };
  },
});
