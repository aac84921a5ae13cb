import { defineRule, missingPermissions, permissionHelp, permissionMessages } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The role is not allowed to read what the replication rule selects',
    healthy: 'The replication role is allowed to read what the replication rules select',
    level: 'error',
    controls: ['S3.7', 'PCI DSS v4.0.1/10.3.3', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.14'],
    why: 'S3 reads the configuration, the object versions and their access control lists with the replication role. If one action is missing on the source, or on some of its object keys, those objects fail, and each error hides the next. s3:GetObjectVersion in place of s3:GetObjectVersionForReplication is enough for SSE-S3 objects, never for KMS.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-troubleshoot.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html#replication-failure-codes',
    ],
    needs: ['GetRole', 'GetRolePolicy', 'GetPolicyVersion', 'GetBucketPolicy'],
    failureReasons: ['SrcGetObjectNotPermitted', 'SrcHeadObjectNotPermitted', 'SrcGetAclNotPermitted'],
    messages: permissionMessages,
    help: permissionHelp,
  },
  *check(pair) {
    yield* missingPermissions(pair, ({ row }) => row.rule === 'role/source-read-not-allowed', { side: 'role' });
  },
});
