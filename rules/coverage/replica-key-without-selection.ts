import { changeReplicaKey, selectKmsObjects } from '../../src/engine/remedy/configuration-patches.js';
import { defineRule } from '../../src/engine/model.js';
import { atSource, pairWords } from '../../src/engine/findings/words.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'A replica key is set without the selection of KMS objects, or the reverse',
    healthy: 'A replica key and the selection of KMS objects come together',
    level: 'error',
    why: 'SseKmsEncryptedObjects and ReplicaKmsKeyID belong together: S3 refuses one without the other. A configuration that holds only one comes from code that was never applied, and replicates no KMS-encrypted object.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_Destination.html',
      'https://github.com/hashicorp/terraform-provider-aws/issues/26241',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: ['DstPutObjectNotPermitted'],
    messages: {
      keyOnly:
        '{{ReplicationRule}} of {{sourceBucket}} names a replica key but does not select KMS-encrypted objects; S3 refuses the configuration.',
      selectionOnly:
        '{{ReplicationRule}} of {{sourceBucket}} selects KMS-encrypted objects but names no replica key; S3 refuses the configuration.',
    },
    help: {
      keyOnly: 'Set SourceSelectionCriteria.SseKmsEncryptedObjects to Enabled, or remove EncryptionConfiguration.',
      selectionOnly: 'Name a key of the destination Region in Destination.EncryptionConfiguration.ReplicaKmsKeyID.',
    },
  },
  *check(pair) {
    const { replicatesKms, replicaKeyConfigured } = pair.facts;
    // The related key is no key that somebody named: what S3 does with it alone is not documented as refused.
    if (replicatesKms === replicaKeyConfigured || pair.relatedKeys !== null) return;
    yield {
      message: replicatesKms ? 'selectionOnly' : 'keyOnly',
      data: pairWords(pair),
      ...atSource(pair),
      pair,
      patches: [replicatesKms ? changeReplicaKey(pair) : selectKmsObjects(pair)],
      origin: pair.origin,
    };
  },
});
