import type { ContextKeyRow } from '../model.js';
import { pages } from '../pages.js';
import { absent, defineAbsentKeys, defineKey, estate, open, text } from './define-key.js';

const elsewhere = { assumeRole: absent, s3: absent };

/** The KMS actions that take an encryption context: `kms:DescribeKey` and the rest do not. */
const withEncryptionContext = [
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:GenerateDataKeyPair',
  'kms:GenerateDataKeyPairWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** Keys of KMS's own. */
export const kmsKeys: readonly ContextKeyRow[] = [
  defineKey('kms:ViaService', {
    ...elsewhere,
    kms: estate('via-service'),
    grade: 'documented',
    sources: [pages.encryptedObjects, pages.kmsConditions],
    note: 'S3 of the Region whose bucket is read or written: s3.REGION.amazonaws.com.',
  }),
  defineKey('kms:CallerAccount', {
    ...elsewhere,
    kms: estate('role-account'),
    grade: 'documented',
    sources: [pages.kmsConditions],
  }),
  defineKey('kms:EncryptionContext:aws:s3:arn', {
    ...elsewhere,
    kms: estate('encryption-context'),
    actions: withEncryptionContext,
    grade: 'documented',
    sources: [pages.encryptedObjects, pages.bucketKey, pages.bucketKeyContextDenied],
    note: "The object's ARN; with an S3 Bucket Key the bucket's.",
  }),
  ...defineAbsentKeys(['kms:EncryptionContext:arn:aws:arn'], {
    grade: 'documented',
    sources: [pages.troubleshooting, pages.encryptedObjects],
    note: "A slip of AWS's troubleshooting page for kms:EncryptionContext:aws:s3:arn: there is no such key.",
  }),
  defineKey('kms:EncryptionContext:*', {
    ...elsewhere,
    kms: open('objects may carry pairs that their uploader added, and no configuration says which'),
    actions: withEncryptionContext,
    grade: 'inferred',
    sources: [pages.sseKms],
  }),
  defineKey('kms:EncryptionContextKeys', {
    ...elsewhere,
    kms: estate('encryption-context-keys'),
    actions: withEncryptionContext,
    grade: 'inferred',
    sources: [pages.kmsConditions, pages.sseKms],
    note: 'aws:s3:arn, and the names of pairs that an uploader added to an object: those are not seen.',
  }),
  defineKey('kms:EncryptionAlgorithm', {
    ...elsewhere,
    kms: text('SYMMETRIC_DEFAULT'),
    grade: 'inferred',
    sources: [pages.kmsConditions],
    note: 'S3 works with symmetric keys only.',
  }),
  ...(
    [
      ['kms:KeyOrigin', 'key-origin'],
      ['kms:KeySpec', 'key-spec'],
      ['kms:CustomerMasterKeySpec', 'key-spec'],
      ['kms:KeyUsage', 'key-usage'],
      ['kms:CustomerMasterKeyUsage', 'key-usage'],
      ['kms:MultiRegion', 'key-multi-region'],
      ['kms:MultiRegionKeyType', 'key-multi-region-type'],
      ['kms:ResourceAliases', 'key-aliases'],
    ] as const
  ).map(([key, fact]) =>
    defineKey(key, {
      ...elsewhere,
      kms: estate(fact),
      grade: 'documented',
      sources: key === 'kms:ResourceAliases' ? [pages.kmsConditions, pages.kmsAliases] : [pages.kmsConditions],
      note: 'A property of the key.',
    }),
  ),
  defineKey('kms:RequestAlias', {
    ...elsewhere,
    kms: open('the key is there only where the request itself names an alias, and no page says how S3 names the key'),
    grade: 'unverified',
    sources: [pages.kmsConditions, pages.kmsAliases],
  }),
  ...defineAbsentKeys(
    [
      'kms:BypassPolicyLockoutSafetyCheck',
      'kms:DataKeyPairSpec',
      'kms:ExpirationModel',
      'kms:GrantConstraintSourceArn',
      'kms:GrantConstraintType',
      'kms:GrantIsForAWSResource',
      'kms:GrantOperations',
      'kms:GranteePrincipal',
      'kms:GranteeServicePrincipal',
      'kms:KeyAgreementAlgorithm',
      'kms:MacAlgorithm',
      'kms:MessageType',
      'kms:PrimaryRegion',
      'kms:ReEncryptOnSameKey',
      'kms:RecipientAttestation:*',
      'kms:ReplicaRegion',
      'kms:RetiringPrincipal',
      'kms:RetiringServicePrincipal',
      'kms:RotationPeriodInDays',
      'kms:ScheduleKeyDeletionPendingWindowInDays',
      'kms:SigningAlgorithm',
      'kms:TrailingDaysWithoutKeyUsage',
      'kms:ValidTo',
      'kms:WrappingAlgorithm',
      'kms:WrappingKeySpec',
    ],
    {
      grade: 'inferred',
      sources: [pages.kmsConditions, pages.actionsOfKms],
      note: 'A key of other actions: grants, key management, signatures, enclaves.',
    },
  ),
  defineKey('kms:*', {
    ...elsewhere,
    kms: open('nothing is known of this key'),
    grade: 'inferred',
    sources: [pages.actionsOfKms],
    note: 'A key of KMS that no other row names.',
  }),
];
