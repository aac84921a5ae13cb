import { defineRule, missingPermissions, permissionHelp } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The role lacks KMS permissions that Bucket Keys may need',
    healthy: 'The replication role has the KMS permissions that Bucket Keys may need',
    level: 'warning',
    controls: ['S3.7', 'S3.17', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.24'],
    why: "AWS's page on encrypted objects asks for kms:Decrypt on the replica key if Bucket Keys are used, and the table of failure codes adds kms:GenerateDataKey. The example policies on three AWS pages grant only kms:Encrypt. Nobody has recorded a denial, so this never changes a verdict.",
    whenNot: 'Skip this rule if you have tested replication with Bucket Keys without these permissions.',
    limits:
      'AWS asks for these permissions on one page and leaves them out of its example policies on others. So a missing one never changes a verdict: the report lists it as disputed.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-troubleshoot.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html#replication-failure-codes',
      'https://docs.aws.amazon.com/security-lake/latest/userguide/add-rollup-region.html',
    ],
    needs: ['GetKeyPolicy', 'ListGrants', 'GetRole', 'GetRolePolicy', 'GetBucketEncryption'],
    failureReasons: ['DstPutObjectNotPermitted'],
    messages: {
      notAllowed:
        'Replication role {{principal}} is not allowed {{action}} on replica key {{resource}} ({{place}}), and Bucket Keys are used for {{replicationRule}} of {{sourceBucket}}: {{reason}}. {{consequence}} AWS asks for the permission on one page and leaves it out of its example policies.',
      partly:
        'Replication role {{principal}} is allowed {{action}} on replica key {{resource}} ({{place}}) for only some of the objects that {{replicationRule}} of {{sourceBucket}} selects, for example not for {{counterexample}}, and Bucket Keys are used: {{reason}}. {{consequence}} AWS asks for the permission on one page and leaves it out of its example policies.',
    },
    help: permissionHelp,
  },
  *check(pair) {
    yield* missingPermissions(pair, ({ row }) => row.rule === 'kms/bucket-key-rights-missing', { side: 'all' });
  },
});
