import { atSource, defineRule, pairWords, roleOrigin } from '../../src/engine/model.js';
import { arnsIn, isRoleArn } from '../../src/estate/arn.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The replication configuration does not name its role by a role ARN',
    healthy: 'The replication configuration names its role by a role ARN',
    level: 'error',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.9', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'S3 stores the role of a replication configuration as text. If that text is not the ARN of an IAM role, S3 can never assume it.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: ['AssumeRoleNotPermitted'],
    headlines: {
      malformed: 'The replication configuration of {{sourceBucket}} does not name a role by its ARN',
      several: 'The replication configuration of {{sourceBucket}} names {{count}} roles in one field',
    },
    messages: {
      several:
        'The role field of the replication configuration of {{sourceBucket}} holds {{count}} ARNs ("{{role}}").| |S3 reads the field as the ARN of one role, so it cannot assume a role for {{replicationRule}}.',
      malformed:
        'The role "{{role}}" of the replication configuration of {{sourceBucket}} is not the ARN of an IAM role|, so |S3 cannot assume a role for {{replicationRule}}.',
    },
    help: {
      several:
        'Keep one ARN: that of the role in the account of {{sourceBucket}} that s3.amazonaws.com can assume. Other storage products take two ARNs in this field. Amazon S3 needs no role at the destination.',
      malformed: 'Use the full role ARN, with its path: arn:{{partition}}:iam::ACCOUNT:role/PATH/NAME.',
    },
  },
  *check(pair) {
    const { arn } = pair.role;
    if (arn === null || isRoleArn(arn)) return;
    const shown = arn.length > 200 ? `${arn.slice(0, 200)}…` : arn;
    const count = arnsIn(arn);
    const data = { ...pairWords(pair), role: shown, partition: pair.source.partition, count: String(count) };
    yield { message: count > 1 ? 'several' : 'malformed', data, ...atSource(pair), pair, origin: roleOrigin(pair) };
  },
});
