import { defineRule } from '../../src/engine/model.js';
import { missingPermissions } from '../../src/engine/missing-permissions.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'The replication role has the further KMS rights that Bucket Keys may need',
    level: 'warning',
    why: "AWS's text on encrypted objects asks for kms:Decrypt on the replica key where Bucket Keys are used, and the table of failure codes adds kms:GenerateDataKey; the example policies of three AWS pages grant kms:Encrypt alone. Nobody has recorded a denial, so this never counts against a verdict.",
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
        'Bucket Keys are in play for {{replicationRule}} of {{sourceBucket}}, and replication role {{principal}} is not allowed {{action}} on replica key {{resource}} ({{place}}); AWS asks for it in one place and leaves it out of its own example policies: {{reason}}. {{consequence}}',
      partly:
        'Bucket Keys are in play, and replication role {{principal}} is not allowed {{action}} on replica key {{resource}} ({{place}}); AWS asks for it in one place and leaves it out of its own example policies for every object that {{replicationRule}} of {{sourceBucket}} selects, for example not for {{counterexample}}: {{reason}}. {{consequence}}',
    },
    help: {
      notAllowed: '{{remedy}}',
      partly: '{{remedy}}',
    },
  },
  *check(pair) {
    yield* missingPermissions(pair, ({ row }) => row.rule === 'kms/bucket-key-rights-missing', { side: 'all' });
  },
});
