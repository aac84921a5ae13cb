import { defineRule, missingPermissions, permissionHelp, permissionMessages } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'A policy denies the replication of tags',
    healthy: 'Nothing denies the replication of tags',
    level: 'warning',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.13'],
    why: 's3:ReplicateObject covers tags, so a missing s3:ReplicateTags is not a problem. If it is explicitly denied, objects arrive without their tags. AWS documents this as the way to leave tags out.',
    whenNot: 'Skip this rule if tags are left out on purpose.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html',
      'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html',
    ],
    needs: ['GetRole', 'GetRolePolicy', 'GetPolicyVersion', 'GetBucketPolicy'],
    failureReasons: ['DstPutTaggingNotPermitted'],
    messages: permissionMessages,
    help: permissionHelp,
  },
  *check(pair) {
    yield* missingPermissions(pair, ({ row }) => row.rule === 'role/replicate-tags-denied', { side: 'all' });
  },
});
