import { changeReplicaKey, defineRule, pairWords } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'An AWS managed key is used where another account must use it',
    healthy: 'Another account never has to use an AWS managed key',
    level: 'error',
    controls: ['S3.7', 'S3.17', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.24'],
    why: "The policy of an AWS managed key such as aws/s3 admits only its own account and cannot be changed. The owner of the destination bucket cannot read a replica that is encrypted with the source account's key. The replication role cannot use the destination account's own AWS managed key.",
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-troubleshoot.html',
    ],
    needs: ['DescribeKey', 'GetBucketReplication'],
    failureReasons: ['DstPutObjectNotPermitted'],
    headlines: {
      replica: 'Replica key {{key}} is an AWS managed key of another account than {{otherName}}',
    },
    messages: {
      replica:
        'Replica key {{key}} of {{replicationRule}} on {{sourceBucket}} is the AWS managed key of account {{keyAccount}}, while {{other}}|: |{{consequence}}.',
    },
    help: {
      replica:
        'Create a customer managed key in account {{owner}} and the destination Region, allow the role kms:Encrypt in its key policy, and name it in ReplicaKmsKeyID.',
    },
  },
  *check(pair) {
    const key = pair.kms.replicaKey;
    const owner = pair.destination.account;
    if (!pair.facts.replicatesKms || pair.facts.crossAccount !== true || key?.isAwsManaged !== true || owner === null)
      return;
    const isOwners = key.account === owner;
    const consequence = isOwners
      ? 'the replication role can never use it, so KMS-encrypted objects end in status FAILED'
      : 'its owner can never read the replicas';
    const arn = key.arn ?? key.configured ?? 'aws/s3';
    const [otherName, other] = isOwners
      ? ['the replication role', `the replication role belongs to account ${pair.role.account ?? 'not known'}`]
      : [pair.destination.name, `bucket ${pair.destination.name} belongs to account ${owner}`];
    const keyAccount = key.account ?? 'of the role';
    const data = { ...pairWords(pair), key: arn, keyAccount, owner, other, otherName, consequence };
    yield {
      message: 'replica',
      data,
      resource: arn,
      account: key.account,
      region: key.region,
      pair,
      patches: [changeReplicaKey(pair)],
      origin: pair.origin,
    };
  },
});
