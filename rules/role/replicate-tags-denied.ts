import { defineRule, missingPermissions, permissionHelp, permissionMessages } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'A policy denies the replication of tags',
    healthy: 'Nothing denies the replication of tags',
    level: 'warning',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.13'],
    why: 's3:ReplicateObject covers tags, so a missing s3:ReplicateTags is not a problem. An explicit deny of it makes objects arrive without their tags; AWS documents it as the way to leave them out.',
    whenNot: 'Leave it out where tags are held back on purpose.',
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
