import { defineRule, missingPermissions, permissionHelp, permissionMessages } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The role is not allowed to make the destination account the owner of replicas',
    healthy: 'The replication role is allowed to hand over the ownership of replicas if the rule asks for it',
    level: 'error',
    controls: ['S3.7', 'S3.12', 'ISO/IEC 27001:2022 A.8.13'],
    why: "A rule with owner override needs s3:ObjectOwnerOverrideToBucketOwner on the destination objects, in the role's policy and, across accounts, in the bucket policy. Without it, objects end in status FAILED.",
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-change-owner.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-troubleshoot.html',
      'https://github.com/alphagov/govuk-infrastructure/pull/4840',
    ],
    needs: ['GetRole', 'GetRolePolicy', 'GetPolicyVersion', 'GetBucketPolicy'],
    failureReasons: ['DstPutObjectNotPermitted'],
    messages: permissionMessages,
    help: permissionHelp,
  },
  *check(pair) {
    yield* missingPermissions(pair, ({ row }) => row.rule === 'role/owner-override-not-allowed', { side: 'role' });
  },
});
