import { defineRule, missingPermissions, permissionHelp } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'S3 is not allowed to assume the replication role',
    healthy: 'S3 can assume the replication role',
    level: 'error',
    controls: ['S3.7', 'PCI DSS v4.0.1/10.3.3', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.14'],
    why: 'S3 assumes the replication role as the service s3.amazonaws.com before anything else. A trust policy that does not let it, or a Deny in it or in a resource control policy, stops every object. Whether S3 sends aws:SourceAccount or aws:SourceArn when it assumes a replication role is not documented, so conditions on them are answered with unknown; other tools ask for them all the same.',
    limits:
      'Other scanners ask every role that a service assumes for a condition on aws:SourceAccount or aws:SourceArn (Prowler: iam_role_cross_service_confused_deputy_prevention). What is known: no AWS page shows such a condition for replication, none says that S3 sends the keys, and iam:PassRole already ties the role to its own account. So a trust policy that demands them is answered with unknown, not with a failure. To test it safely, copy the role, add the condition to the copy, let a test bucket replicate one object with it, and look at the replication status of that object.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html#replication-failure-codes',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
    ],
    needs: ['GetRole', 'ListPoliciesForTarget'],
    failureReasons: ['AssumeRoleNotPermitted'],
    messages: {
      notAllowed:
        '{{principal}} cannot assume replication role {{role}} of {{sourceBucket}}: {{reason}}.| |{{consequence}}',
      partly:
        '{{principal}} can assume replication role {{role}} of {{sourceBucket}} for only some of the objects that {{replicationRule}} selects, for example not for {{counterexample}}: {{reason}}.| |{{consequence}}',
    },
    help: permissionHelp,
  },
  *check(pair) {
    yield* missingPermissions(pair, ({ row }) => row.rule === 'role/not-assumable-by-s3', { side: 'all' });
  },
});
