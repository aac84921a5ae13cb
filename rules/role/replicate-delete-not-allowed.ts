import { defineRule, missingPermissions, permissionHelp, permissionMessages } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The role is not allowed to replicate delete markers',
    healthy: 'The replication role is allowed to replicate delete markers if the rule replicates them',
    level: 'error',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.10'],
    why: 'A rule that replicates delete markers needs s3:ReplicateDelete on the destination. Rules of the older schema always replicate them. Without the permission, objects deleted at the source stay visible at the destination.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-marker-replication.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html#replication-failure-codes',
    ],
    needs: ['GetRole', 'GetRolePolicy', 'GetPolicyVersion', 'GetBucketPolicy'],
    failureReasons: ['DstDelObjNotPermitted'],
    messages: permissionMessages,
    help: permissionHelp,
  },
  *check(pair) {
    yield* missingPermissions(pair, ({ row }) => row.rule === 'role/replicate-delete-not-allowed', { side: 'role' });
  },
});
