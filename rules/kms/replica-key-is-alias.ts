import { atSource, changeReplicaKey, defineRule, pairWords } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The replica key is given as an alias',
    healthy: 'The replica key is given by its key ARN',
    level: 'warning',
    controls: ['S3.7', 'S3.17', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.24'],
    why: 'S3 resolves an alias in the account of the replication role, not of the destination bucket, so an alias can name the wrong key, or none. AWS recommends the key ARN.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
      'https://github.com/ministryofjustice/aws-root-account/pull/1015',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: ['DstKmsKeyNotFound'],
    headlines: {
      alias: '{{ReplicationRule}} of {{sourceBucket}} names its replica key by alias {{alias}}',
    },
    messages: {
      alias:
        '{{ReplicationRule}} of {{sourceBucket}} names its replica key by the alias {{alias}}, which S3 looks up in account {{roleAccount}}: {{resolved}}.',
    },
    help: {
      alias: 'Put the key ARN into ReplicaKmsKeyID.',
    },
  },
  *check(pair) {
    const key = pair.kms.replicaKey;
    if (key === null || !key.isAlias || key.configured === null) return;
    const resolved = key.arn === null ? 'which key that is is not known' : `that is key ${key.arn}`;
    const data = {
      ...pairWords(pair),
      alias: key.configured,
      roleAccount: pair.role.account ?? 'of the role',
      resolved,
    };
    yield { message: 'alias', data, ...atSource(pair), pair, patches: [changeReplicaKey(pair)], origin: pair.origin };
  },
});
