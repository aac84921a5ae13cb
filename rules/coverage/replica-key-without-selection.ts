import {
  atSource,
  changeReplicaKey,
  conflictProblems,
  defineRule,
  pairWords,
  selectKmsObjects,
} from '../../src/engine/model.js';
import { namesReplicaKey } from '../../src/replication/configuration/selection.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'A replica key is set without the selection of KMS objects, or the reverse',
    healthy: 'A replica key and the selection of KMS objects are set together',
    level: 'error',
    controls: ['S3.7', 'S3.17', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.24'],
    why: 'SseKmsEncryptedObjects and ReplicaKmsKeyID belong together: S3 rejects one without the other. A configuration that holds only one comes from code that was never applied, and replicates no KMS-encrypted object.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_Destination.html',
      'https://github.com/hashicorp/terraform-provider-aws/issues/26241',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: ['DstPutObjectNotPermitted'],
    headlines: {
      keyOnly: '{{ReplicationRule}} of {{sourceBucket}} names a replica key but does not select KMS objects',
      keyOff: '{{ReplicationRule}} of {{sourceBucket}} names a replica key and leaves KMS objects out',
      selectionOnly: '{{ReplicationRule}} of {{sourceBucket}} selects KMS objects but names no replica key',
    },
    messages: {
      keyOnly:
        '{{ReplicationRule}} of {{sourceBucket}} names a replica key but does not select KMS-encrypted objects.| |{{consequence}}',
      keyOff:
        '{{ReplicationRule}} of {{sourceBucket}} names a replica key, and its selection of KMS-encrypted objects is disabled|: |S3 skips them without a failure.',
      selectionOnly:
        '{{ReplicationRule}} of {{sourceBucket}} selects KMS-encrypted objects but names no replica key.| |{{consequence}}',
    },
    help: {
      keyOnly: 'Set SourceSelectionCriteria.SseKmsEncryptedObjects to Enabled, or remove EncryptionConfiguration.',
      keyOff: 'Set SourceSelectionCriteria.SseKmsEncryptedObjects to Enabled, or remove EncryptionConfiguration.',
      selectionOnly: 'Name a key of the destination Region in Destination.EncryptionConfiguration.ReplicaKmsKeyID.',
    },
  },
  *check(pair) {
    yield* conflictProblems(pair, 'coverage/replica-key-without-selection', ({ message }) => ({
      patches: [message === 'selectionOnly' ? changeReplicaKey(pair) : selectKmsObjects(pair)],
    }));
    const { replicationRule: rule } = pair;
    if (rule.SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status !== 'Disabled' || !namesReplicaKey(rule)) return;
    const patches = [selectKmsObjects(pair)];
    yield { message: 'keyOff', data: pairWords(pair), ...atSource(pair), pair, origin: pair.origin, patches };
  },
});
