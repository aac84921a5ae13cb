import { defineRule, missingPermissions, permissionHelp, permissionMessages } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The role is not allowed to read object tags',
    healthy: 'The replication role is allowed to read object tags',
    level: 'warning',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'Without s3:GetObjectVersionTagging on the source, objects are replicated without their tags. No object fails, so the loss does not show.',
    whenNot: 'Skip this rule if objects carry no tags.',
    limits: 'replint does not read objects, so it does not know whether they carry tags.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html#replication-failure-codes',
    ],
    needs: ['GetRole', 'GetRolePolicy', 'GetPolicyVersion', 'GetBucketPolicy'],
    failureReasons: ['SrcGetTaggingNotPermitted'],
    messages: permissionMessages,
    help: permissionHelp,
  },
  *check(pair) {
    yield* missingPermissions(pair, ({ row }) => row.rule === 'role/tags-read-not-allowed', { side: 'role' });
  },
});
