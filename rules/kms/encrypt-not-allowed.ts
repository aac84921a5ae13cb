import { defineRule, missingPermissions, permissionHelp } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The role is not allowed to encrypt with the replica key',
    healthy: 'The replication role is allowed to encrypt with the replica key',
    level: 'error',
    controls: ['S3.7', 'S3.17', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.24'],
    why: "S3 uses the role to encrypt each replica under the replica key. A multi-Region key is not a shortcut: the key in the destination Region has its own policy and ARN. Across accounts, both the key policy and the role's policy must allow it.",
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-troubleshoot.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html#replication-failure-codes',
    ],
    needs: ['GetKeyPolicy', 'ListGrants', 'GetRole', 'GetRolePolicy'],
    failureReasons: [
      'DstPutObjectNotPermitted',
      'DstMultipartCompleteNotPermitted',
      'DstMultipartInitNotPermitted',
      'DstMultipartUploadNotPermitted',
      'DstPutObjectAnnotationNotPermitted',
    ],
    messages: {
      notAllowed:
        'Replication role {{principal}} is not allowed {{action}} on replica key {{resource}} ({{place}}){{context}} for {{replicationRule}} of {{sourceBucket}}: {{reason}}.| |{{consequence}}',
      partly:
        'Replication role {{principal}} is allowed {{action}} on replica key {{resource}} ({{place}}){{context}} for only some of the objects that {{replicationRule}} of {{sourceBucket}} selects, for example not for {{counterexample}}: {{reason}}.| |{{consequence}}',
    },
    help: permissionHelp,
  },
  *check(pair) {
    yield* missingPermissions(pair, ({ row }) => row.rule === 'kms/encrypt-not-allowed', { side: 'all' });
  },
});
