import { defineRule } from '../../src/engine/model.js';
import { missingPermissions } from '../../src/engine/findings/missing-permissions.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'The role is not allowed to read what the replication rule selects',
    healthy: 'The replication role is allowed to read what the replication rules select',
    level: 'error',
    why: 'S3 reads the configuration, the object versions and their access control lists with the replication role. One action that is missing on the source, or on some of its keys, fails those objects, and each error hides the next. s3:GetObjectVersion in place of s3:GetObjectVersionForReplication is enough for SSE-S3 objects, never for KMS.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-troubleshoot.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html#replication-failure-codes',
    ],
    needs: ['GetRole', 'GetRolePolicy', 'GetPolicyVersion', 'GetBucketPolicy'],
    failureReasons: ['SrcGetObjectNotPermitted', 'SrcHeadObjectNotPermitted', 'SrcGetAclNotPermitted'],
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
    yield* missingPermissions(pair, ({ row }) => row.rule === 'role/source-read-not-allowed', { side: 'role' });
  },
});
