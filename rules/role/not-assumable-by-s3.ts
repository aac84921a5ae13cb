import { defineRule } from '../../src/engine/model.js';
import { missingPermissions } from '../../src/engine/missing-permissions.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'S3 can assume the replication role',
    level: 'error',
    why: 'S3 assumes the replication role as the service s3.amazonaws.com before anything else. A trust policy that does not let it, or a Deny in it or in a resource control policy, stops every object. Whether S3 sends aws:SourceAccount or aws:SourceArn when it assumes a replication role is not documented, so conditions on them are answered with unknown; other tools ask for them all the same.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html#replication-failure-codes',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
    ],
    needs: ['GetRole', 'ListPoliciesForTarget'],
    failureReasons: ['AssumeRoleNotPermitted'],
    messages: {
      notAllowed:
        '{{principal}} cannot assume replication role {{role}} of {{sourceBucket}}: {{reason}}. {{consequence}}',
      partly:
        '{{principal}} can assume replication role {{role}} of {{sourceBucket}} for only some of the objects that {{replicationRule}} selects, for example not for {{counterexample}}: {{reason}}. {{consequence}}',
    },
    help: {
      notAllowed: '{{remedy}}',
      partly: '{{remedy}}',
    },
  },
  *check(pair) {
    yield* missingPermissions(pair, ({ row }) => row.rule === 'role/not-assumable-by-s3', { side: 'all' });
  },
});
