import { defineRule, missingPermissions, permissionHelp } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'S3 is not allowed to assume the replication role',
    healthy: 'S3 can assume the replication role',
    level: 'error',
    controls: ['S3.7', 'PCI DSS v4.0.1/10.3.3', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.14'],
    why: 'Before anything else, S3 assumes the replication role as the service s3.amazonaws.com. If the trust policy does not allow that, or it or a resource control policy denies it, no object replicates. AWS does not document whether S3 sends aws:SourceAccount or aws:SourceArn when it assumes a replication role. So a condition on one of them makes the verdict unknown, although other tools ask for such conditions.',
    limits:
      'Other scanners require every role that a service assumes to have a condition on aws:SourceAccount or aws:SourceArn (Prowler: iam_role_cross_service_confused_deputy_prevention). What is known: no AWS page shows such a condition for replication, none says that S3 sends the keys, and iam:PassRole already ties the role to its own account. So a trust policy that requires them makes the verdict unknown, not a failure. To test it safely, copy the role and add the condition to the copy. Then let a test bucket replicate one object with it and look at the replication status of that object.',
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
