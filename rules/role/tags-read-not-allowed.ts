import { defineRule } from '../../src/engine/model.js';
import { missingPermissions } from '../../src/engine/findings/missing-permissions.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'The role is not allowed to read object tags',
    healthy: 'The replication role is allowed to read object tags',
    level: 'warning',
    why: 'Without s3:GetObjectVersionTagging on the source, objects are replicated without their tags. No object fails, so nothing shows it.',
    whenNot: 'Leave it out where objects carry no tags.',
    limits: 'Whether objects carry tags is not looked at: no object is opened.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html#replication-failure-codes',
    ],
    needs: ['GetRole', 'GetRolePolicy', 'GetPolicyVersion', 'GetBucketPolicy'],
    failureReasons: ['SrcGetTaggingNotPermitted'],
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
    yield* missingPermissions(pair, ({ row }) => row.rule === 'role/tags-read-not-allowed', { side: 'role' });
  },
});
