import type { ContextKeyRow } from '../model.js';
import { pages } from '../pages.js';
import { absent, defineAbsentKeys, defineKey, estate, oneOf, open, text } from './define-key.js';

const elsewhere = { assumeRole: absent, kms: absent };
const replicateObject = ['s3:ReplicateObject'];
const versionReads = ['s3:GetObjectVersion', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'];
const listBucket = ['s3:ListBucket'];

const ofReplica = 'the key belongs to s3:ReplicateObject, but no page says what S3 puts there for a replica';
const ofSigning = 'the key belongs to every action, but no page says how S3 signs its own requests';

/** Keys of S3's own. */
export const s3Keys: readonly ContextKeyRow[] = [
  defineKey('s3:ExistingObjectTag/*', {
    ...elsewhere,
    s3: estate('object-tag'),
    actions: versionReads,
    grade: 'documented',
    sources: [pages.actionsOfS3],
    note: 'The listed reads alone carry it: not s3:GetObjectVersionForReplication, and no write.',
  }),
  defineKey('s3:versionid', {
    ...elsewhere,
    s3: open('it is the id of whatever version replicates', { mayBeAbsent: false }),
    actions: versionReads,
    grade: 'inferred',
    sources: [pages.actionsOfS3],
  }),
  ...['s3:prefix', 's3:delimiter', 's3:max-keys'].map((key) =>
    defineKey(key, {
      ...elsewhere,
      s3: open('no page says how S3 lists the source bucket, if it does'),
      actions: listBucket,
      grade: 'unverified',
      sources: [pages.actionsOfS3],
    }),
  ),
  defineKey('s3:x-amz-server-side-encryption', {
    ...elsewhere,
    s3: oneOf(ofReplica, estate('replica-encryption'), absent),
    actions: replicateObject,
    grade: 'unverified',
    sources: [pages.actionsOfS3, pages.encryptedObjects],
    note: 'AES256, aws:kms or aws:kms:dsse by the class of the object, none for SSE-C. No other action of replication carries it.',
  }),
  defineKey('s3:x-amz-server-side-encryption-aws-kms-key-id', {
    ...elsewhere,
    s3: oneOf(ofReplica, estate('replica-kms-key-id'), absent),
    actions: replicateObject,
    grade: 'unverified',
    sources: [pages.actionsOfS3, pages.encryptedObjects, pages.sseKms],
    note: "The replica key's ARN for KMS objects, none for others.",
  }),
  defineKey('s3:x-amz-server-side-encryption-customer-algorithm', {
    ...elsewhere,
    s3: oneOf(ofReplica, estate('replica-customer-algorithm'), absent),
    actions: replicateObject,
    grade: 'unverified',
    sources: [pages.actionsOfS3, pages.encryptedObjects],
    note: 'AES256 for SSE-C objects, none for others.',
  }),
  ...['s3:object-lock-event-hold', 's3:object-lock-event-hold-duration-days'].map((key) =>
    defineKey(key, {
      ...elsewhere,
      s3: open(ofReplica),
      actions: replicateObject,
      grade: 'unverified',
      sources: [pages.actionsOfS3],
    }),
  ),
  defineKey('s3:object-lock-remaining-retention-days', {
    ...elsewhere,
    s3: open(
      "the Object Lock page says that limits of it bind replicas, but the list of the action's keys does not have it",
    ),
    actions: replicateObject,
    grade: 'unverified',
    sources: [pages.objectLock, pages.actionsOfS3],
  }),
  defineKey('s3:authType', {
    ...elsewhere,
    s3: oneOf(ofSigning, text('REST-HEADER'), absent),
    grade: 'unverified',
    sources: [pages.actionsOfS3],
    note: 'An event record of a replica has the Authorization header.',
  }),
  defineKey('s3:signatureversion', {
    ...elsewhere,
    s3: oneOf(ofSigning, text('AWS4-HMAC-SHA256'), absent),
    grade: 'unverified',
    sources: [pages.actionsOfS3],
    note: 'An event record of a replica has Signature Version 4.',
  }),
  ...['s3:signatureAge', 's3:x-amz-content-sha256'].map((key) =>
    defineKey(key, { ...elsewhere, s3: open(ofSigning), grade: 'unverified', sources: [pages.actionsOfS3] }),
  ),
  ...defineAbsentKeys(
    [
      's3:x-amz-acl',
      's3:x-amz-grant-full-control',
      's3:x-amz-grant-read',
      's3:x-amz-grant-read-acp',
      's3:x-amz-grant-write',
      's3:x-amz-grant-write-acp',
      's3:x-amz-storage-class',
      's3:x-amz-copy-source',
      's3:x-amz-metadata-directive',
      's3:x-amz-object-annotation-directive',
      's3:x-amz-website-redirect-location',
      's3:x-amz-object-if-match',
      's3:object-lock-mode',
      's3:object-lock-retain-until-date',
      's3:object-lock-legal-hold',
      's3:RequestObjectTag/*',
      's3:RequestObjectTagKeys',
      's3:if-match',
      's3:if-none-match',
      's3:ObjectCreationOperation',
    ],
    {
      grade: 'inferred',
      sources: [pages.actionsOfS3],
      note: 'A key of other writes: no action of replication lists it, so that a negated test of it under s3:* applies to every replica.',
    },
  ),
  ...defineAbsentKeys(
    [
      's3:DataAccessPointArn',
      's3:DataAccessPointAccount',
      's3:AccessPointNetworkOrigin',
      's3:AccessPointTag/*',
      's3:AccessGrantsInstanceArn',
    ],
    {
      grade: 'inferred',
      sources: [pages.actionsOfS3],
      note: 'Replication addresses the bucket itself, without an access point or an access grant.',
    },
  ),
  defineKey('s3:*', {
    ...elsewhere,
    s3: open('nothing is known of this key'),
    grade: 'inferred',
    sources: [pages.actionsOfS3],
    note: 'A key of S3 that no other row names.',
  }),
];
