import { defineRule } from '../../src/engine/model.js';
import { missingPermissions } from '../../src/engine/findings/missing-permissions.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'The role is not allowed to write replicas',
    healthy: 'The replication role is allowed to write replicas',
    level: 'error',
    why: 'S3 writes replicas with s3:ReplicateObject, not with s3:PutObject, although CloudTrail shows PutObject. A role that lacks it, or an explicit deny on it anywhere, fails every object.',
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
    messages: {
      notAllowed:
        'Replication role {{principal}} is not allowed {{action}} on {{resource}} ({{place}}) for {{replicationRule}} of {{sourceBucket}}: {{reason}}. {{consequence}}',
      partly:
        'Replication role {{principal}} is allowed {{action}} on only some of the objects ({{resource}}, {{place}}) that {{replicationRule}} of {{sourceBucket}} selects, for example not on {{counterexample}}: {{reason}}. {{consequence}}',
    },
    help: {
      notAllowed: '{{remedy}}',
      partly: '{{remedy}}',
    },
  },
  *check(pair) {
    yield* missingPermissions(pair, ({ row }) => row.rule === 'role/replicate-not-allowed', { side: 'role' });
  },
});
