import { defineRule, missingPermissions, permissionHelp, permissionMessages } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The role is not allowed to read retention and legal hold',
    healthy: 'The replication role is allowed to read retention and legal hold of a bucket with Object Lock',
    level: 'error',
    controls: ['S3.7', 'S3.15', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'If the source bucket has Object Lock, S3 reads the retention and legal hold of every object that it replicates, locked or not. Without the permissions, objects end in status FAILED.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html#replication-failure-codes',
    ],
    needs: ['GetRole', 'GetRolePolicy', 'GetPolicyVersion', 'GetBucketPolicy'],
    failureReasons: ['SrcGetRetentionNotPermitted', 'SrcGetLegalHoldNotPermitted'],
    messages: permissionMessages,
    help: permissionHelp,
  },
  *check(pair) {
    yield* missingPermissions(pair, ({ row }) => row.rule === 'role/object-lock-read-not-allowed', { side: 'role' });
  },
});
