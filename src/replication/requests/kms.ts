import type { EncryptionContextForm, PairFacts, RequestNote, RequestRow } from '../model.js';
import { pages } from '../pages.js';
import { encryptionContextOfReplica, encryptionContextOfSource } from '../encryption-context.js';
import { defineRow, never } from './define-row.js';

function replicatesKms(facts: PairFacts): boolean {
  return facts.replicatesKms;
}

/** A Bucket Key on either bucket may end on the replica. Three-valued or. */
function bucketKeyInPlay(facts: PairFacts): boolean | null {
  if (!facts.replicatesKms) return false;
  if (facts.sourceBucketKey === true || facts.destinationBucketKey === true) return true;
  return facts.sourceBucketKey === null || facts.destinationBucketKey === null ? null : false;
}

function noBucketKeyInPlay(facts: PairFacts): boolean | null {
  if (!facts.replicatesKms) return false;
  const inPlay = bucketKeyInPlay(facts);
  return inPlay === null ? null : !inPlay;
}

/** With doubt about the form, the doubt belongs to: a disputed row adds none of its own. */
function only(form: EncryptionContextForm) {
  return (): { expected: EncryptionContextForm[]; other: EncryptionContextForm[] } => ({
    expected: [form],
    other: [],
  });
}

const asOfReplica: RequestRow['encryptionContext'] = (facts, objectClass) => ({
  expected: encryptionContextOfReplica(facts, objectClass).expected,
  other: [],
});

/** The default key of the destination follows that bucket's own Bucket Key: a plaintext object has none to hand on. */
const ofDestinationDefault: RequestRow['encryptionContext'] = (facts) => {
  if (facts.destinationBucketKey === null) return { expected: ['object-arn', 'bucket-arn'], other: [] };
  return facts.destinationBucketKey
    ? { expected: ['bucket-arn'], other: ['object-arn'] }
    : { expected: ['object-arn'], other: ['bucket-arn'] };
};

const bucketKeyDispute =
  "AWS's text on encrypted objects wants kms:Decrypt on the replica key where Bucket Keys are used, and the table of failure codes adds kms:GenerateDataKey; the example policies of three AWS pages, one of them for Bucket Keys, grant kms:Encrypt alone.";
const dataKeyDispute =
  "The troubleshooting page and the table of failure codes list kms:GenerateDataKey on the replica key; the page on encrypted objects and Security Lake's replication role have kms:Encrypt alone, and a recorded test in one account, without Bucket Keys, replicated with that.";
const multipartDispute =
  'Multipart uploads with SSE-KMS need both actions by the general rule; that replication, which uploads large objects in parts, is bound by it is said nowhere, and no policy that AWS shows for replication grants both.';
const updatedEncryption =
  'a Batch Replication job copies, to another Region, objects whose encryption was changed in place from SSE-S3 to SSE-KMS';

/** What objects under KMS keys add. */
export const kmsRows: readonly RequestRow[] = [
  defineRow({
    id: 'A-40',
    order: 100,
    title: 'decrypt with the source key',
    when: 'the rule selects KMS objects and the object is SSE-KMS',
    applies: replicatesKms,
    looksAt: ['replicatesKms'],
    callKind: 'kms',
    action: 'kms:Decrypt',
    target: 'source-key',
    requirement: 'required',
    objectClasses: ['SSE-KMS'],
    aspect: 'objects',
    encryptionContext: encryptionContextOfSource,
    failureReasons: ['SrcGetObjectNotPermitted'],
    ifMissing: 'Objects under this key are not replicated: S3 cannot decrypt them.',
    rule: 'kms/decrypt-not-allowed',
    grade: 'documented',
    sources: [pages.encryptedObjects, pages.troubleshooting, pages.bucketKeyContextDenied],
  }),
  defineRow({
    id: 'A-41',
    order: 150,
    title: 'encrypt with the replica key',
    when: 'the rule selects KMS objects and the object is SSE-KMS',
    applies: replicatesKms,
    looksAt: ['replicatesKms'],
    callKind: 'kms',
    action: 'kms:Encrypt',
    target: 'replica-key',
    requirement: 'required',
    objectClasses: ['SSE-KMS'],
    aspect: 'objects',
    encryptionContext: encryptionContextOfReplica,
    failureReasons: ['DstPutObjectNotPermitted'],
    ifMissing: 'SSE-KMS objects are not replicated: S3 cannot encrypt the replica.',
    rule: 'kms/encrypt-not-allowed',
    grade: 'documented',
    sources: [pages.encryptedObjects, pages.troubleshooting, pages.securityLakeRole, pages.encryptAloneSufficed],
  }),
  defineRow({
    id: 'A-42',
    order: 170,
    title: 'decrypt with the replica key, for a Bucket Key',
    when: 'the replica uses, or may use, an S3 Bucket Key',
    applies: bucketKeyInPlay,
    looksAt: ['replicatesKms', 'sourceBucketKey', 'destinationBucketKey'],
    callKind: 'kms',
    action: 'kms:Decrypt',
    target: 'replica-key',
    requirement: 'disputed',
    objectClasses: ['SSE-KMS'],
    aspect: 'objects',
    encryptionContext: only('bucket-arn'),
    failureReasons: ['DstPutObjectNotPermitted'],
    ifMissing: 'SSE-KMS objects can fail to replicate if the replica uses a Bucket Key.',
    rule: 'kms/bucket-key-rights-missing',
    grade: 'documented',
    sources: [pages.encryptedObjects, pages.failureCodes, pages.troubleshooting, pages.securityLakeRole],
    dispute: bucketKeyDispute,
  }),
  defineRow({
    id: 'A-42b',
    order: 180,
    title: 'generate a data key under the replica key, for a Bucket Key',
    when: 'the replica uses, or may use, an S3 Bucket Key',
    applies: bucketKeyInPlay,
    looksAt: ['replicatesKms', 'sourceBucketKey', 'destinationBucketKey'],
    callKind: 'kms',
    action: 'kms:GenerateDataKey',
    target: 'replica-key',
    requirement: 'disputed',
    objectClasses: ['SSE-KMS'],
    aspect: 'objects',
    encryptionContext: only('bucket-arn'),
    failureReasons: ['DstPutObjectNotPermitted'],
    ifMissing: 'SSE-KMS objects can fail to replicate if the replica uses a Bucket Key.',
    rule: 'kms/bucket-key-rights-missing',
    grade: 'documented',
    sources: [pages.failureCodes, pages.troubleshooting, pages.encryptedObjects, pages.securityLakeRole],
    dispute: bucketKeyDispute,
  }),
  defineRow({
    id: 'A-43',
    order: 220,
    title: "generate a data key under the destination bucket's default key",
    when: "the object is stored without any encryption, which only objects from before 5 January 2023 can be, and the destination bucket's default encryption is SSE-KMS or DSSE-KMS",
    applies: (facts) => facts.destinationDefaultIsKms,
    looksAt: ['destinationDefaultIsKms'],
    callKind: 'kms',
    action: 'kms:GenerateDataKey',
    target: 'destination-default-key',
    requirement: 'optional',
    // Objects without encryption have no class of their own here; they stand with the other objects that no KMS key protects.
    objectClasses: ['SSE-S3'],
    aspect: 'objects',
    encryptionContext: ofDestinationDefault,
    failureReasons: ['DstPutObjectNotPermitted'],
    ifMissing:
      'Objects stored without encryption fail to replicate. Live replication copies new objects, which are all encrypted: only Batch Replication of old ones meets it.',
    rule: null,
    grade: 'documented',
    sources: [pages.encryptedObjects, pages.sseKms],
  }),
  defineRow({
    id: 'A-44',
    order: 190,
    title: 'generate a data key under the replica key',
    when: 'the rule selects KMS objects and no Bucket Key is used',
    applies: noBucketKeyInPlay,
    looksAt: ['replicatesKms', 'sourceBucketKey', 'destinationBucketKey'],
    callKind: 'kms',
    action: 'kms:GenerateDataKey',
    target: 'replica-key',
    requirement: 'disputed',
    objectClasses: ['SSE-KMS', 'DSSE-KMS'],
    aspect: 'objects',
    encryptionContext: only('object-arn'),
    failureReasons: ['DstPutObjectNotPermitted'],
    ifMissing: 'By two AWS pages KMS objects fail to replicate; by two others, and by a recorded test, they replicate.',
    rule: null,
    grade: 'documented',
    sources: [
      pages.troubleshooting,
      pages.failureCodes,
      pages.encryptedObjects,
      pages.securityLakeRole,
      pages.encryptAloneSufficed,
    ],
    dispute: dataKeyDispute,
  }),
  defineRow({
    id: 'A-45',
    order: 120,
    title: 'generate a data key under the source key',
    when: 'the rule selects KMS objects',
    applies: replicatesKms,
    looksAt: ['replicatesKms'],
    callKind: 'kms',
    action: 'kms:GenerateDataKey',
    target: 'source-key',
    requirement: 'optional',
    objectClasses: ['SSE-KMS', 'DSSE-KMS'],
    aspect: 'objects',
    encryptionContext: encryptionContextOfSource,
    ifMissing: 'Nothing known: reading an object generates no data key.',
    rule: null,
    grade: 'unverified',
    sources: [pages.troubleshooting],
    dispute: "The troubleshooting page's minimum role policy lists it without a reason; no other page of AWS does.",
  }),
  defineRow({
    id: 'A-46',
    order: 200,
    title: 'decrypt with the replica key, for a multipart upload',
    when: 'the rule selects KMS objects and the object is large',
    applies: replicatesKms,
    looksAt: ['replicatesKms'],
    callKind: 'kms',
    action: 'kms:Decrypt',
    target: 'replica-key',
    requirement: 'disputed',
    objectClasses: ['SSE-KMS', 'DSSE-KMS'],
    aspect: 'objects',
    encryptionContext: asOfReplica,
    failureReasons: [
      'DstMultipartInitNotPermitted',
      'DstMultipartUploadNotPermitted',
      'DstMultipartCompleteNotPermitted',
      'DstPutObjectNotPermitted',
    ],
    ifMissing: 'Large KMS objects can fail to replicate.',
    rule: null,
    grade: 'inferred',
    sources: [pages.sseKms, pages.failureCodes],
    dispute: multipartDispute,
  }),
  defineRow({
    id: 'A-46b',
    order: 210,
    title: 'generate a data key under the replica key, for a multipart upload',
    when: 'the rule selects KMS objects and the object is large',
    applies: replicatesKms,
    looksAt: ['replicatesKms'],
    callKind: 'kms',
    action: 'kms:GenerateDataKey',
    target: 'replica-key',
    requirement: 'disputed',
    objectClasses: ['SSE-KMS', 'DSSE-KMS'],
    aspect: 'objects',
    encryptionContext: asOfReplica,
    failureReasons: [
      'DstMultipartInitNotPermitted',
      'DstMultipartUploadNotPermitted',
      'DstMultipartCompleteNotPermitted',
      'DstPutObjectNotPermitted',
    ],
    ifMissing: 'Large KMS objects can fail to replicate.',
    rule: null,
    grade: 'inferred',
    sources: [pages.sseKms, pages.failureCodes],
    dispute: multipartDispute,
  }),
  ...(
    [
      ['A-47', 360, 'kms:Decrypt', 'source-key', 'decrypt with the source key'],
      ['A-47b', 370, 'kms:Decrypt', 'replica-key', 'decrypt with the replica key'],
      ['A-47c', 380, 'kms:Encrypt', 'replica-key', 'encrypt with the replica key'],
    ] as const
  ).map(([id, order, action, target, title]) =>
    defineRow({
      id,
      order,
      title: `${title}, after a change of encryption in place`,
      when: updatedEncryption,
      applies: never,
      callKind: 'kms',
      action,
      target,
      requirement: 'optional',
      objectClasses: ['SSE-KMS'],
      aspect: 'objects',
      ifMissing: 'The job can fail to copy those objects.',
      rule: null,
      whyNone: 'No configuration says how objects were encrypted before.',
      grade: 'documented',
      sources: [pages.encryptedObjects, pages.batch, pages.updateEncryption],
      derived: false,
    }),
  ),
  defineRow({
    id: 'A-48',
    order: 110,
    title: 'decrypt with the source key',
    when: 'the rule selects KMS objects and the object is DSSE-KMS',
    applies: replicatesKms,
    looksAt: ['replicatesKms'],
    callKind: 'kms',
    action: 'kms:Decrypt',
    target: 'source-key',
    requirement: 'required',
    objectClasses: ['DSSE-KMS'],
    aspect: 'objects',
    encryptionContext: encryptionContextOfSource,
    failureReasons: ['SrcGetObjectNotPermitted'],
    ifMissing: 'Objects under this key are not replicated: S3 cannot decrypt them.',
    rule: 'kms/decrypt-not-allowed',
    grade: 'documented',
    sources: [pages.encryptedObjects, pages.bucketKey],
  }),
  defineRow({
    id: 'A-48b',
    order: 160,
    title: 'encrypt with the replica key',
    when: 'the rule selects KMS objects and the object is DSSE-KMS',
    applies: replicatesKms,
    looksAt: ['replicatesKms'],
    callKind: 'kms',
    action: 'kms:Encrypt',
    target: 'replica-key',
    requirement: 'required',
    objectClasses: ['DSSE-KMS'],
    aspect: 'objects',
    encryptionContext: encryptionContextOfReplica,
    failureReasons: ['DstPutObjectNotPermitted'],
    ifMissing: 'DSSE-KMS objects are not replicated: S3 cannot encrypt the replica.',
    rule: 'kms/encrypt-not-allowed',
    grade: 'documented',
    sources: [pages.encryptedObjects, pages.bucketKey],
  }),
];

/** Encryptions that bring no KMS request, and the key that brings no need for a statement. */
export const kmsNotes: readonly RequestNote[] = [
  {
    id: 'A-49',
    title: 'SSE-C objects',
    when: 'the object is encrypted with a key that the uploader supplied',
    text: 'No request beyond the other rows; such objects replicate without a switch. A destination bucket that blocks SSE-C refuses the replica.',
    grade: 'documented',
    sources: [pages.encryptedObjects, pages.blockedSseC],
  },
  {
    id: 'A-50',
    title: 'SSE-S3 objects',
    when: 'the object is SSE-S3',
    text: "No request beyond the other rows. The replica stays SSE-S3: the destination bucket's default encryption is not applied to it.",
    grade: 'documented',
    sources: [pages.encryptedObjects],
  },
  {
    id: 'A-51',
    title: 'the AWS managed key aws/s3',
    when: 'the source key or the replica key is the AWS managed key of its account',
    text: "The same requests, but the key's own policy lets in every principal of its account through S3, so that the role needs no statement of its own; a principal of another account can never use the key.",
    grade: 'inferred',
    sources: [pages.encryptedObjects, pages.troubleshooting, pages.kmsConditions, pages.sameAccountWalkthrough],
  },
];
