import type { PairFacts, RequestNote, RequestRow } from '../model.js';
import { pages } from '../pages.js';
import { always, defineRow } from './define-row.js';

/** V1 rules of one account replicate users' delete markers; for V1 across accounts AWS's pages disagree, so nobody can tell. */
function deleteMarkersReplicate(facts: PairFacts): boolean | null {
  if (!facts.deleteMarkers) return false;
  if (facts.schema === 'V2') return true;
  return facts.crossAccount === false ? true : null;
}

/** With a destination that enforces bucket-owner ownership, nothing says whether the permission for the override is still asked for. */
function overridesOwner(facts: PairFacts): boolean | null {
  if (!facts.ownerOverride) return false;
  return facts.destinationOwnerEnforced === false ? true : null;
}

const deleteMarkersOfV1 = {
  what: "Whether a V1 rule replicates users' delete markers to another account is not clear: one page of AWS says that it does, a paragraph of another that it does not.",
  how: 'Delete an object that such a rule has replicated, and list the versions in the destination bucket; or write the rule in V2, where delete markers have a switch.',
};

const overrideOfEnforced = {
  what: 'Whether S3 asks for s3:ObjectOwnerOverrideToBucketOwner is not documented for a rule with owner override whose destination bucket has BucketOwnerEnforced.',
  how: 'Replicate an object with such a rule and a role that lacks the permission: it ends FAILED exactly if S3 asks for it. Or take the override out of the rule, since the destination bucket owns its replicas without it.',
};

function hasObjectLock(facts: PairFacts): boolean | null {
  return facts.objectLock;
}
function isCrossAccount(facts: PairFacts): boolean | null {
  return facts.crossAccount;
}

/** Buckets and objects of every class that can carry annotations: SSE-C objects cannot. */
const classesWithAnnotations = ['SSE-S3', 'SSE-KMS', 'DSSE-KMS'] as const;

const objectLockDispute =
  'The table of failure codes names the Put action as what is missing; the permissions page, the Object Lock page and the article on Object Lock across accounts grant none of them to the role.';

function bucketLevelRow(id: string, order: number, action: string, title: string): RequestRow {
  return defineRow({
    id,
    order,
    title,
    when: 'the destination belongs to another account',
    applies: isCrossAccount,
    looksAt: ['crossAccount'],
    action,
    target: 'destination-bucket',
    requirement: 'optional',
    aspect: 'objects',
    ifMissing: 'Nothing known: no page of AWS lists its denial among those that break replication.',
    rule: null,
    grade: 'documented',
    sources: [pages.permissions, pages.crossAccountWalkthrough, pages.troubleshooting],
    dispute:
      "AWS's example bucket policies for another account grant it without a reason; the list of denials that break replication does not have it.",
  });
}

/** What single features of a replication rule, of a bucket or of an object add. */
export const optionalRows: readonly RequestRow[] = [
  defineRow({
    id: 'A-20',
    order: 240,
    title: 'replicate a delete marker',
    when: 'the rule replicates delete markers: switched on, or a V1 rule, where they replicate without a switch',
    applies: deleteMarkersReplicate,
    looksAt: ['deleteMarkers', 'schema', 'crossAccount'],
    undocumented: ({ deleteMarkers, schema, crossAccount }) =>
      deleteMarkers && schema === 'V1' && crossAccount === true ? deleteMarkersOfV1 : null,
    action: 's3:ReplicateDelete',
    target: 'destination-objects',
    requirement: 'required',
    aspect: 'deleteMarkers',
    failureReasons: ['DstDelObjNotPermitted'],
    ifMissing:
      'Delete markers do not arrive: objects deleted in the source bucket stay visible in the destination bucket.',
    rule: 'role/replicate-delete-not-allowed',
    grade: 'documented',
    sources: [pages.permissions, pages.whatReplicates, pages.failureCodes],
    dispute:
      "For V1 rules to another account one AWS page says that users' delete markers replicate; another paragraph lists them among what does not.",
  }),
  defineRow({
    id: 'A-21',
    order: 230,
    title: 'replicate tags',
    when: 'the object has tags',
    applies: always,
    action: 's3:ReplicateTags',
    target: 'destination-objects',
    requirement: 'required',
    needs: 'no-deny',
    aspect: 'tags',
    failureReasons: ['DstPutTaggingNotPermitted'],
    ifMissing: 'Objects arrive without their tags: an explicit deny of this action holds the tags back.',
    rule: 'role/replicate-tags-denied',
    grade: 'documented',
    sources: [pages.permissions, pages.actionsOfS3, pages.crossAccountArticle],
    dispute:
      'The permissions page says that s3:ReplicateObject covers tags, and offers a Deny of this action as the way to leave them out; an AWS article wants an Allow in both policies, and the troubleshooting page counts a Deny among what breaks replication.',
  }),
  defineRow({
    id: 'A-22',
    order: 140,
    title: "change the replica's owner",
    when: 'the rule hands the replicas to the owner of the destination bucket (AccessControlTranslation)',
    applies: overridesOwner,
    looksAt: ['ownerOverride', 'destinationOwnerEnforced'],
    undocumented: ({ ownerOverride, destinationOwnerEnforced }) =>
      ownerOverride && destinationOwnerEnforced === true ? overrideOfEnforced : null,
    action: 's3:ObjectOwnerOverrideToBucketOwner',
    target: 'destination-objects',
    requirement: 'required',
    aspect: 'ownerOverride',
    alsoObjects: true,
    failureReasons: ['DstPutObjectNotPermitted'],
    ifMissing: 'The object is not replicated: S3 cannot give the replica its new owner.',
    rule: 'role/owner-override-not-allowed',
    grade: 'documented',
    sources: [pages.ownerOverride, pages.troubleshooting, pages.failureCodes, pages.ownership],
    dispute:
      'AWS says that a destination bucket with BucketOwnerEnforced needs no such permission; whether S3 still asks for it where the rule has the override nevertheless is written nowhere.',
  }),
  defineRow({
    id: 'A-23',
    order: 70,
    title: "read the object's retention",
    when: 'the source bucket has Object Lock',
    applies: hasObjectLock,
    looksAt: ['objectLock'],
    action: 's3:GetObjectRetention',
    target: 'source-objects',
    requirement: 'required',
    aspect: 'objectLock',
    alsoObjects: true,
    failureReasons: ['SrcGetRetentionNotPermitted'],
    ifMissing: 'The object is not replicated: S3 cannot read its retention.',
    rule: 'role/object-lock-read-not-allowed',
    grade: 'documented',
    sources: [pages.objectLock, pages.requirements, pages.failureCodes],
  }),
  defineRow({
    id: 'A-24',
    order: 80,
    title: "read the object's legal hold",
    when: 'the source bucket has Object Lock',
    applies: hasObjectLock,
    looksAt: ['objectLock'],
    action: 's3:GetObjectLegalHold',
    target: 'source-objects',
    requirement: 'required',
    aspect: 'objectLock',
    alsoObjects: true,
    failureReasons: ['SrcGetLegalHoldNotPermitted'],
    ifMissing: 'The object is not replicated: S3 cannot read its legal hold.',
    rule: 'role/object-lock-read-not-allowed',
    grade: 'documented',
    sources: [pages.objectLock, pages.requirements, pages.failureCodes],
  }),
  defineRow({
    id: 'A-25',
    order: 250,
    title: 'set the retention of the replica',
    when: 'the source bucket has Object Lock',
    applies: hasObjectLock,
    looksAt: ['objectLock'],
    action: 's3:PutObjectRetention',
    target: 'destination-objects',
    requirement: 'optional',
    aspect: 'objectLock',
    failureReasons: ['DstPutRetentionNotPermitted'],
    ifMissing:
      'Nothing, by every policy that AWS shows: s3:ReplicateObject is what the retention of a replica is written with.',
    rule: null,
    grade: 'documented',
    sources: [pages.failureCodes, pages.objectLock, pages.objectLockArticle],
    dispute: objectLockDispute,
  }),
  defineRow({
    id: 'A-25b',
    order: 260,
    title: 'set the legal hold of the replica',
    when: 'the source bucket has Object Lock',
    applies: hasObjectLock,
    looksAt: ['objectLock'],
    action: 's3:PutObjectLegalHold',
    target: 'destination-objects',
    requirement: 'optional',
    aspect: 'objectLock',
    failureReasons: ['DstPutLegalHoldNotPermitted'],
    ifMissing:
      'Nothing, by every policy that AWS shows: s3:ReplicateObject is what the legal hold of a replica is written with.',
    rule: null,
    grade: 'documented',
    sources: [pages.failureCodes, pages.objectLock, pages.objectLockArticle],
    dispute: objectLockDispute,
  }),
  defineRow({
    id: 'A-26',
    order: 90,
    title: "read the object's annotations",
    when: 'the object carries annotations',
    applies: always,
    action: 's3:GetObjectVersionAnnotationForReplication',
    target: 'source-objects',
    requirement: 'required',
    objectClasses: classesWithAnnotations,
    aspect: 'annotations',
    failureReasons: ['SrcGetObjectAnnotationNotPermitted'],
    ifMissing: "Annotations do not arrive; the object's own replication status does not show it.",
    rule: 'role/annotations-not-replicated',
    grade: 'documented',
    sources: [pages.permissions, pages.annotations, pages.whatReplicates, pages.failureCodes],
  }),
  defineRow({
    id: 'A-27',
    order: 270,
    title: 'replicate annotations',
    when: 'the object carries annotations',
    applies: always,
    action: 's3:ReplicateObjectAnnotation',
    target: 'destination-objects',
    requirement: 'required',
    needs: 'no-deny',
    objectClasses: classesWithAnnotations,
    aspect: 'annotations',
    failureReasons: ['DstPutObjectAnnotationNotPermitted'],
    ifMissing: 'Annotations do not arrive: an explicit deny of this action holds them back. The objects arrive.',
    rule: 'role/annotations-not-replicated',
    grade: 'documented',
    sources: [pages.whatReplicates, pages.annotations, pages.failureCodes, pages.actionsOfS3],
  }),
  bucketLevelRow('A-30', 290, 's3:GetBucketVersioning', "read the destination bucket's versioning"),
  bucketLevelRow('A-30b', 300, 's3:PutBucketVersioning', "set the destination bucket's versioning"),
  bucketLevelRow('A-30c', 310, 's3:ListBucket', 'list the destination bucket'),
  bucketLevelRow('A-30d', 320, 's3:ListBucketVersions', 'list the versions in the destination bucket'),
  bucketLevelRow('A-30e', 330, 's3:ListBucketMultipartUploads', 'list the multipart uploads to the destination bucket'),
  bucketLevelRow('A-30f', 340, 's3:ListTagsForResource', 'list the tags of the destination bucket'),
  defineRow({
    id: 'A-31',
    order: 280,
    title: "read the replica's tags",
    when: 'the destination belongs to another account',
    applies: isCrossAccount,
    looksAt: ['crossAccount'],
    action: 's3:GetObjectVersionTagging',
    target: 'destination-objects',
    requirement: 'optional',
    aspect: 'tags',
    ifMissing: 'Nothing known: no page of AWS states a purpose.',
    rule: null,
    grade: 'documented',
    sources: [pages.ownerOverride, pages.objectLockArticle],
    dispute:
      'One AWS example for owner override and one article grant it on the destination; no other page asks for it or says what for.',
  }),
];

/** Features that bring no request of their own. */
export const optionalNotes: readonly RequestNote[] = [
  {
    id: 'A-28',
    title: 'S3 Replication Time Control and replication metrics',
    when: 'the rule has ReplicationTime or Metrics',
    text: "No request beyond the other rows: AWS's pages ask for no further permission of the role.",
    grade: 'inferred',
    sources: [pages.replicationTime, pages.metrics],
  },
  {
    id: 'A-29',
    title: 'replica modification sync',
    when: 'the rule has ReplicaModifications',
    text: 'The same requests with source and destination swapped, made for the replication configuration on the replica bucket and by the role named there. Both directions must be switched on; each direction is judged as its own replication rule.',
    grade: 'documented',
    sources: [pages.replicaModifications, pages.status],
  },
];
