import { defineRule, missingPermissions, permissionHelp, permissionMessages } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The role is not allowed to write replicas',
    healthy: 'The replication role is allowed to write replicas',
    level: 'error',
    controls: ['S3.7', 'PCI DSS v4.0.1/10.3.3', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.14'],
    why: 'S3 writes replicas with s3:ReplicateObject, not with s3:PutObject, although CloudTrail shows PutObject. If the role lacks it, or any policy explicitly denies it, every object fails.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-troubleshoot.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html#replication-failure-codes',
      'https://github.com/ministryofjustice/modernisation-platform/pull/13596',
    ],
    needs: ['GetRole', 'GetRolePolicy', 'GetPolicyVersion', 'GetBucketPolicy'],
    failureReasons: [
      'DstPutObjectNotPermitted',
      'DstMultipartInitNotPermitted',
      'DstMultipartUploadNotPermitted',
      'DstMultipartCompleteNotPermitted',
      'DstPutAclNotPermitted',
      'DstPutTaggingNotPermitted',
      'DstPutObjectAnnotationNotPermitted',
    ],
    messages: permissionMessages,
    help: permissionHelp,
  },
  *check(pair) {
    yield* missingPermissions(pair, ({ row }) => row.rule === 'role/replicate-not-allowed', { side: 'role' });
  },
});
