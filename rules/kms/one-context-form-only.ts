import { type DecidedRequest, defineRule, missingPermissions } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'KMS permissions fit only one form of the encryption context',
    healthy: 'KMS permissions fit both forms of the encryption context',
    level: 'warning',
    controls: ['S3.7', 'S3.17', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.24'],
    why: 'With a Bucket Key the encryption context is the bucket ARN, without one the object ARN. Switching Bucket Keys on or off changes it for new objects only, so a bucket can hold both kinds. A condition that fits only one form fails objects of the other. This has silently stopped replication of a whole estate.',
    whenNot:
      'Skip this rule if the Bucket Key setting has never changed and never will, so that no object carries the other form.',
    limits: 'replint does not read objects, so it does not know which form existing objects carry.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html',
      'https://github.com/aws-ia/terraform-aws-control_tower_account_factory/issues/639',
      'https://github.com/ministryofjustice/modernisation-platform/pull/13396',
    ],
    needs: ['GetKeyPolicy', 'ListGrants', 'GetRole', 'GetRolePolicy', 'GetBucketEncryption'],
    failureReasons: ['SrcGetObjectNotPermitted', 'DstPutObjectNotPermitted'],
    messages: {
      either:
        'Replication role {{principal}} is allowed {{action}} on {{resource}} ({{place}}) with one form of the encryption context, but not{{context}}: {{reason}}. Only the destination bucket has a Bucket Key, and the pages of AWS do not say which form replicas then carry: {{replicationRule}} of {{sourceBucket}} may fail.',
      notAllowed:
        'Replication role {{principal}} is allowed {{action}} on {{resource}} ({{place}}) as the Bucket Key settings are today, but not{{context}}: {{reason}}. {{ReplicationRule}} of {{sourceBucket}} fails for objects that carry the other form: older ones, or new ones after a change of the setting.',
      partly:
        'Replication role {{principal}} is allowed {{action}} on {{resource}} ({{place}}) as the Bucket Key settings are today, but{{context}} for only some of the objects that {{replicationRule}} of {{sourceBucket}} selects, for example not for {{counterexample}}: {{reason}}. Objects that carry the other form fail: older ones, or new ones after a change of the setting.',
    },
    help: {
      either: '{{remedy}}',
      notAllowed: '{{remedy}}',
      partly: '{{remedy}}',
    },
  },
  *check(pair) {
    yield* missingPermissions(pair, needsKey, { side: 'all', forms: 'other' });
    // Where settings were not read, evidence is what is missing, no permission.
    const { sourceBucketKey, destinationBucketKey } = pair.facts;
    if (sourceBucketKey === null || destinationBucketKey === null) return;
    for (const problem of missingPermissions(pair, needsKey, { side: 'all', forms: 'either' }))
      yield { ...problem, message: 'either' };
  },
});

function needsKey({ row }: DecidedRequest): boolean {
  return row.rule === 'kms/decrypt-not-allowed' || row.rule === 'kms/encrypt-not-allowed';
}
