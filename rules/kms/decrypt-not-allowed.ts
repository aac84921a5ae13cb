import { defineRule } from '../../src/engine/model.js';
import { missingPermissions } from '../../src/engine/missing-permissions.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'The replication role may decrypt with the source key',
    level: 'error',
    why: "S3 decrypts each object with the role before it writes the replica. The key policy must let the role or its account in, the role's own policy must allow kms:Decrypt, and the conditions must fit the encryption context: the object ARN without a Bucket Key, the bucket ARN with one. No failure code names KMS.",
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-troubleshoot.html',
      'https://github.com/aws-ia/terraform-aws-control_tower_account_factory/issues/639',
    ],
    needs: ['GetKeyPolicy', 'ListGrants', 'GetRole', 'GetRolePolicy'],
    failureReasons: ['SrcGetObjectNotPermitted'],
    messages: {
      notAllowed:
        'Replication role {{principal}} is not allowed {{action}} on source key {{resource}} ({{place}}){{context}} for {{replicationRule}} of {{sourceBucket}}: {{reason}}. {{consequence}}',
      partly:
        'Replication role {{principal}} is allowed {{action}} on source key {{resource}} ({{place}}){{context}} for only some of the objects that {{replicationRule}} of {{sourceBucket}} selects, for example not for {{counterexample}}: {{reason}}. {{consequence}}',
    },
    help: {
      notAllowed: '{{remedy}}',
      partly: '{{remedy}}',
    },
  },
  *check(pair) {
    yield* missingPermissions(pair, ({ row }) => row.rule === 'kms/decrypt-not-allowed', { side: 'all' });
  },
});
