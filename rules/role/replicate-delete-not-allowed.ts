import { defineRule } from '../../src/engine/model.js';
import { missingPermissions } from '../../src/engine/findings/missing-permissions.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'The role is not allowed to replicate delete markers',
    healthy: 'The replication role is allowed to replicate delete markers where the rule replicates them',
    level: 'error',
    why: 'A rule that replicates delete markers needs s3:ReplicateDelete on the destination. Rules of the older schema replicate them without a switch. Without the permission, objects deleted at the source stay visible at the destination.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-marker-replication.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html#replication-failure-codes',
    ],
    needs: ['GetRole', 'GetRolePolicy', 'GetPolicyVersion', 'GetBucketPolicy'],
    failureReasons: ['DstDelObjNotPermitted'],
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
    yield* missingPermissions(pair, ({ row }) => row.rule === 'role/replicate-delete-not-allowed', { side: 'role' });
  },
});
