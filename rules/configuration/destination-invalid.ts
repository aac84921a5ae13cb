import { conflictProblems, defineRule, destinationThatIsOne } from '../../src/engine/model.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'A replication rule does not name its destination in the way that S3 asks for',
    healthy: 'Replication rules name their destination by the ARN of a bucket, and a new owner by its account',
    level: 'error',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.9', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'S3 takes the ARN of a bucket as destination: not its name, not a folder in it, not an access point. A rule that gives replicas to the owner of the destination bucket also has to name that account. S3 rejects anything else, so a configuration that has it comes from code that was never applied.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_Destination.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ReplicationErrorCodeList',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-change-owner.html',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      name: '{{ReplicationRule}} of {{sourceBucket}} does not name its destination by an ARN',
      folder: '{{ReplicationRule}} of {{sourceBucket}} names a folder as its destination',
      accessPoint: '{{ReplicationRule}} of {{sourceBucket}} names an access point as its destination',
      otherArn: '{{ReplicationRule}} of {{sourceBucket}} does not name a bucket as its destination',
      noAccount: '{{ReplicationRule}} of {{sourceBucket}} changes the owner of replicas and names no account',
      storageClass:
        '{{ReplicationRule}} of {{sourceBucket}} gives replicas a storage class that S3 does not replicate to',
    },
    messages: {
      name: '{{ReplicationRule}} of {{sourceBucket}} names its destination "{{detail}}", which is not an ARN.| |{{consequence}}',
      folder:
        '{{ReplicationRule}} of {{sourceBucket}} names its destination "{{detail}}", which is a bucket with a folder behind it. Replicas keep the key of their source object.| |{{consequence}}',
      accessPoint:
        '{{ReplicationRule}} of {{sourceBucket}} names its destination "{{detail}}", which is an access point, not a bucket.| |{{consequence}}',
      otherArn:
        '{{ReplicationRule}} of {{sourceBucket}} names its destination "{{detail}}", which is not the ARN of a bucket.| |{{consequence}}',
      noAccount:
        '{{ReplicationRule}} of {{sourceBucket}} gives replicas to the owner of the destination bucket (AccessControlTranslation) and has no Destination.Account, which S3 then requires.| |{{consequence}}',
      storageClass:
        '{{ReplicationRule}} of {{sourceBucket}} gives replicas storage class FSX_OPENZFS, which S3 does not accept for replicas.| |{{consequence}}',
    },
    help: {
      name: 'Give Destination.Bucket the ARN of the bucket: arn:PARTITION:s3:::NAME. In code, take the ARN of the bucket and not its name.',
      folder: 'Give Destination.Bucket the ARN of the bucket alone. The key of a replica cannot be changed.',
      accessPoint: 'Give Destination.Bucket the ARN of the bucket behind the access point.',
      otherArn: 'Give Destination.Bucket the ARN of the bucket: arn:PARTITION:s3:::NAME.',
      noAccount:
        'Set Destination.Account to the account that owns the destination bucket, or leave the owner as it is.',
      storageClass:
        'Remove Destination.StorageClass, so that replicas get the class of their source object, or name another class.',
    },
  },
  *check(pair) {
    yield* conflictProblems(pair, 'configuration/destination-invalid', ({ message }) => ({
      patches: destinationThatIsOne(pair, message),
    }));
  },
});
