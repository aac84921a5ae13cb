/** Cases about KMS: contexts, keys, key policies, and what AWS's console hides. */
import {
  all,
  inReplicaKeyPolicy,
  inSourceKeyPolicy,
  pinToObjects,
  rule,
  withoutActions,
  withoutStatements,
} from './change.mjs';

const kms = { kms: true };
const bucketKeys = { kms: true, sourceBucketKey: true, destinationBucketKey: true };
const noKms = withoutStatements('DecryptSource', 'EncryptReplicas');

const pinKeyPolicy = inReplicaKeyPolicy((policy) => {
  policy.Statement.at(-1).Condition = {
    StringLike: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::orders-replica/*' },
  };
});

const foreignDecryptOnly = inSourceKeyPolicy((policy) => {
  policy.Statement = [
    {
      Sid: 'KeyAdministrators',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:role/key-admin' },
      Action: ['kms:DescribeKey', 'kms:PutKeyPolicy', 'kms:GetKeyPolicy', 'kms:ScheduleKeyDeletion'],
      Resource: '*',
    },
  ];
});

export const encryption = {
  'bucket-key-switched-on': {
    symptom: 'After an upgrade that switches S3 Bucket Keys on, a state bucket is no longer copied.',
    sources: ['https://github.com/aws-ia/terraform-aws-control_tower_account_factory/issues/639'],
    estate: bucketKeys,
    breakIt: pinToObjects('DecryptSource', 'EncryptReplicas'),
    verdict: 'fails',
    rules: [
      'kms/bucket-key-rights-missing condition-not-met',
      'kms/decrypt-not-allowed condition-not-met',
      'kms/encrypt-not-allowed condition-not-met',
    ],
    answer: 'With a Bucket Key the encryption context is the bucket ARN; both statements know object ARNs only.',
  },
  'key-policy-and-role-pin-objects': {
    symptom: 'A right on the key was added, and the copy is still denied.',
    sources: ['https://github.com/ministryofjustice/modernisation-platform/pull/13396'],
    estate: { ...bucketKeys, crossAccount: true },
    breakIt: all(pinToObjects('DecryptSource', 'EncryptReplicas'), pinKeyPolicy),
    verdict: 'fails',
    rules: [
      'kms/bucket-key-rights-missing condition-not-met',
      'kms/bucket-key-rights-missing key-policy-does-not-allow',
      'kms/decrypt-not-allowed condition-not-met',
      'kms/encrypt-not-allowed condition-not-met',
      'kms/encrypt-not-allowed key-policy-does-not-allow',
    ],
    answer: 'Key policy and role name object ARNs where the bucket ARN is sent: both are told in one run.',
  },
  'documented-context-with-wildcard': {
    symptom: 'The documented sample of an encryption-context condition does not let the role decrypt.',
    sources: ['https://github.com/awsdocs/amazon-s3-userguide/pull/116'],
    estate: bucketKeys,
    breakIt: pinToObjects('DecryptSource'),
    verdict: 'fails',
    rules: ['kms/decrypt-not-allowed condition-not-met'],
    answer: 'The condition ends in /*; a Bucket Key sends the bucket ARN without it.',
  },
  'only-decrypt-and-encrypt': {
    symptom: 'Logs do not arrive, and the missing kms:GenerateDataKey is suspected.',
    sources: ['https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/1144'],
    estate: kms,
    breakIt: withoutActions('EncryptReplicas', 'kms:GenerateDataKey', 'kms:Decrypt'),
    verdict: 'replicates',
    rules: [],
    answer: 'A trap: without Bucket Keys kms:Decrypt on the source and kms:Encrypt on the replica are enough.',
  },
  'role-without-kms': {
    symptom: 'A replica holds no recent objects; nobody noticed.',
    sources: ['https://github.com/ministryofjustice/modernisation-platform/pull/13498'],
    estate: kms,
    breakIt: noKms,
    verdict: 'fails',
    rules: ['kms/decrypt-not-allowed no-statement', 'kms/encrypt-not-allowed no-statement'],
    answer: 'The role has every S3 right and no KMS right.',
  },
  'source-key-policy-leaves-role-out': {
    symptom: 'One of several log buckets does not replicate, though all share a role.',
    sources: ['https://github.com/ministryofjustice/modernisation-platform/pull/13504'],
    estate: kms,
    breakIt: foreignDecryptOnly,
    verdict: 'fails',
    rules: ['kms/decrypt-not-allowed key-policy-does-not-allow'],
    answer: 'Its key policy neither names the role nor delegates to IAM; one statement is printed, not a copy of all.',
  },
  'console-chose-decryption-keys': {
    symptom: 'Objects fail until somebody picks "decryption keys" in the console.',
    sources: [
      'https://github.com/hashicorp/terraform/issues/18966',
      'https://github.com/hashicorp/terraform/issues/17740',
      'https://github.com/magsln/terraform-s3-replication',
    ],
    estate: kms,
    breakIt: withoutStatements('DecryptSource'),
    verdict: 'fails',
    rules: ['kms/decrypt-not-allowed wrong-resource'],
    answer: 'No configuration names source keys: the console adds kms:Decrypt to the role. The statement is printed.',
  },
  'cross-account-keys-not-selected': {
    symptom: 'The console shows no selected key for a rule to another account.',
    sources: ['https://github.com/hashicorp/terraform-provider-aws/issues/15833'],
    estate: { ...kms, crossAccount: true },
    breakIt: withoutStatements('DecryptSource'),
    verdict: 'fails',
    rules: ['kms/decrypt-not-allowed wrong-resource'],
    answer: 'What the console shows is the role policy: it lacks kms:Decrypt on the source key.',
  },
  'module-without-kms-statements': {
    symptom: 'Replication of encrypted objects to another account cannot be had with a module.',
    sources: ['https://github.com/cloudposse/terraform-aws-s3-bucket/issues/277'],
    estate: { ...kms, crossAccount: true },
    breakIt: noKms,
    verdict: 'fails',
    rules: ['kms/decrypt-not-allowed no-statement', 'kms/encrypt-not-allowed no-statement'],
    answer: 'The role policy has no KMS statement, for neither key.',
  },
  'state-replica-is-empty': {
    symptom: 'The replica of a state bucket is empty.',
    sources: ['https://github.com/nozaq/terraform-aws-remote-state-s3-backend/pull/11'],
    estate: kms,
    breakIt: all(withoutStatements('DecryptSource'), withoutActions('EncryptReplicas', 'kms:Encrypt')),
    verdict: 'fails',
    rules: ['kms/decrypt-not-allowed wrong-resource', 'kms/encrypt-not-allowed no-statement'],
    answer: 'The role can use neither key.',
  },
  'replica-key-without-selection': {
    symptom: 'A replica key is set, and the rule does not select KMS-encrypted objects; newer providers refuse it.',
    sources: [
      'https://github.com/ministryofjustice/aws-root-account/pull/1014',
      'https://github.com/hashicorp/terraform-provider-aws/issues/26241',
    ],
    estate: kms,
    breakIt: (s) => {
      delete rule(s).SourceSelectionCriteria;
    },
    verdict: 'fails',
    rules: ['coverage/kms-objects-not-selected', 'coverage/replica-key-without-selection'],
    answer:
      'Replica key and SseKmsEncryptedObjects belong together; without the selection every KMS-encrypted object is passed over.',
  },
};
