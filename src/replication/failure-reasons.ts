/** S3's failure reason codes: shown in failure events, and in the completion reports of Batch Replication. */
export interface FailureReason {
  readonly code: string;
  /** What happened, in a sentence. */
  readonly cause: string;
  /** Rules whose findings predict the code. */
  readonly rules: readonly string[];
  /** Where no rule does: why it does not follow from configuration. */
  readonly whyNone: string | null;
  /** The code that the same failure has today, where this name is an older one. */
  readonly nowCalled: string | null;
}

function predicted(code: string, cause: string, ...rules: readonly [string, ...string[]]): FailureReason {
  return {
    code,
    cause,
    rules,
    whyNone: null,
    nowCalled: null,
  };
}

function unpredictable(code: string, cause: string, whyNone: string): FailureReason {
  return {
    code,
    cause,
    rules: [],
    whyNone,
    nowCalled: null,
  };
}

const batchOnly =
  'Only a Batch Replication job reports it, from settings of the job, which are not part of a configuration.';
const stateOnly = 'It depends on what happened to the one object in the meantime.';

/** By code. */
export const failureReasons: readonly FailureReason[] = [
  unpredictable(
    'AnnotationLimitExceeded',
    'The replica would carry more than 1,000 annotations.',
    'How many annotations a replica carries is not part of a configuration.',
  ),
  predicted(
    'AssumeRoleNotPermitted',
    'S3 cannot take the role that the replication configuration, or the job, names.',
    'role/missing',
    'role/not-assumable-by-s3',
    'role/trust-condition-undocumented',
    'role/in-another-account',
    'configuration/role-arn-malformed',
    'batch/trust-missing',
  ),
  unpredictable('DstBucketInvalidRegion', "The destination's Region is not the one that the job expects.", batchOnly),
  predicted('DstBucketNotFound', 'The destination bucket does not exist.', 'destination/bucket-missing'),
  predicted(
    'DstBucketObjectLockConfigMissing',
    'The source bucket has Object Lock, but the destination bucket does not.',
    'destination/object-lock-not-enabled',
  ),
  predicted(
    'DstBucketUnversioned',
    'Versioning of the destination bucket is off or suspended.',
    'versioning/destination-not-enabled',
  ),
  predicted(
    'DstDelObjNotPermitted',
    'S3 is not allowed to replicate the delete marker: s3:ReplicateDelete is not allowed.',
    'role/replicate-delete-not-allowed',
    'destination/policy-not-allowed',
  ),
  predicted('DstKmsKeyInvalidState', 'The replica key is disabled, pending or unavailable.', 'kms/key-unusable'),
  predicted(
    'DstKmsKeyNotFound',
    'The replica key does not exist where S3 looks for it.',
    'kms/key-unusable',
    'kms/replica-key-wrong-region',
    'kms/replica-key-is-alias',
  ),
  predicted(
    'DstMultipartCompleteNotPermitted',
    'S3 is not allowed to complete the multipart upload of the replica: s3:ReplicateObject is not allowed.',
    'role/replicate-not-allowed',
    'destination/policy-not-allowed',
    'kms/encrypt-not-allowed',
  ),
  predicted(
    'DstMultipartInitNotPermitted',
    'S3 is not allowed to start the multipart upload of the replica: s3:ReplicateObject is not allowed.',
    'role/replicate-not-allowed',
    'destination/policy-not-allowed',
    'kms/encrypt-not-allowed',
  ),
  {
    ...predicted(
      'DstMultipartPartUploadNotPermitted',
      'S3 is not allowed to upload a part of the replica: s3:ReplicateObject is not allowed.',
      'role/replicate-not-allowed',
      'destination/policy-not-allowed',
      'kms/encrypt-not-allowed',
    ),
    nowCalled: 'DstMultipartUploadNotPermitted',
  },
  predicted(
    'DstMultipartUploadNotPermitted',
    'S3 is not allowed to upload a part of the replica: s3:ReplicateObject is not allowed.',
    'role/replicate-not-allowed',
    'destination/policy-not-allowed',
    'kms/encrypt-not-allowed',
  ),
  unpredictable(
    'DstObjectHardDeleted',
    'The replica was deleted by its version id, and Batch Replication cannot write it anew.',
    stateOnly,
  ),
  predicted(
    'DstPutAclNotPermitted',
    'S3 is not allowed to replicate the access control list: s3:ReplicateObject is not allowed.',
    'role/replicate-not-allowed',
    'destination/policy-not-allowed',
  ),
  unpredictable(
    'DstPutLegalHoldNotPermitted',
    'S3 is not allowed to set the legal hold of the replica.',
    "The table of codes names s3:PutObjectLegalHold, but none of AWS's policies for replication grants it: its absence predicts nothing.",
  ),
  predicted(
    'DstPutObjectAnnotationNotPermitted',
    'S3 is not allowed to write an annotation of the replica.',
    'role/annotations-not-replicated',
    'role/replicate-not-allowed',
    'destination/policy-not-allowed',
    'kms/encrypt-not-allowed',
  ),
  predicted(
    'DstPutObjectNotPermitted',
    'S3 is not allowed to write the replica: s3:ReplicateObject, the override of the owner or the use of the replica key is not allowed.',
    'role/replicate-not-allowed',
    'role/owner-override-not-allowed',
    'destination/policy-not-allowed',
    'destination/account-mismatch',
    'coverage/replica-key-without-selection',
    'kms/encrypt-not-allowed',
    'kms/bucket-key-rights-missing',
    'kms/one-context-form-only',
    'kms/aws-managed-key-cross-account',
    'kms/replica-key-wrong-region',
  ),
  unpredictable(
    'DstPutRetentionNotPermitted',
    'S3 is not allowed to set the retention of the replica.',
    "The table of codes names s3:PutObjectRetention, but none of AWS's policies for replication grants it: its absence predicts nothing.",
  ),
  predicted(
    'DstPutTaggingNotPermitted',
    'S3 is not allowed to write the tags of the replica: s3:ReplicateObject is not allowed, or s3:ReplicateTags is denied.',
    'role/replicate-tags-denied',
    'role/replicate-not-allowed',
    'destination/policy-not-allowed',
  ),
  unpredictable('DstVersionNotFound', 'The replica whose metadata changes is not there.', stateOnly),
  predicted(
    'InitiateReplicationNotPermitted',
    'The role of a Batch Replication job is not allowed to start the replication of the object: s3:InitiateReplication is not allowed.',
    'batch/initiate-not-allowed',
  ),
  unpredictable(
    'SrcAnnotationEncryptionUnsupported',
    'The encryption of the annotation does not replicate.',
    'How an annotation is encrypted is not part of a configuration.',
  ),
  unpredictable('SrcAnnotationNotFound', 'The annotation was deleted before it was replicated.', stateOnly),
  unpredictable('SrcBucketInvalidRegion', "The source bucket's Region is not the one that the job expects.", batchOnly),
  unpredictable(
    'SrcBucketNotFound',
    'The source bucket does not exist.',
    'A bucket that does not exist has no replication configuration to audit.',
  ),
  unpredictable(
    'SrcBucketReplicationConfigMissing',
    'The source bucket has no replication configuration.',
    'Without a configuration there is no replication rule to audit.',
  ),
  predicted(
    'SrcGetAclNotPermitted',
    'S3 cannot read the access control list: s3:GetObjectVersionAcl is not allowed, or the bucket owner does not own the object.',
    'role/source-read-not-allowed',
    'role/foreign-objects-unreadable',
  ),
  predicted(
    'SrcGetLegalHoldNotPermitted',
    'S3 cannot read the legal hold: s3:GetObjectLegalHold is not allowed.',
    'role/object-lock-read-not-allowed',
  ),
  predicted(
    'SrcGetObjectAnnotationNotPermitted',
    'S3 cannot read an annotation: s3:GetObjectVersionAnnotationForReplication is not allowed.',
    'role/annotations-not-replicated',
  ),
  predicted(
    'SrcGetObjectNotPermitted',
    'S3 cannot read the object: s3:GetObjectVersionForReplication is not allowed, or, as far as is known, kms:Decrypt on its key is not.',
    'role/source-read-not-allowed',
    'role/foreign-objects-unreadable',
    'kms/decrypt-not-allowed',
    'kms/one-context-form-only',
  ),
  predicted(
    'SrcGetRetentionNotPermitted',
    'S3 cannot read the retention: s3:GetObjectRetention is not allowed.',
    'role/object-lock-read-not-allowed',
  ),
  predicted(
    'SrcGetTaggingNotPermitted',
    'S3 cannot read the tags: s3:GetObjectVersionTagging is not allowed.',
    'role/tags-read-not-allowed',
  ),
  predicted(
    'SrcHeadObjectNotPermitted',
    "S3 cannot read the object's metadata: s3:GetObjectVersionForReplication is not allowed.",
    'role/source-read-not-allowed',
  ),
  unpredictable('SrcKeyNotFound', 'The object was deleted before it was replicated.', stateOnly),
  predicted('SrcKmsKeyInvalidState', 'The source key is disabled, pending or unavailable.', 'kms/key-unusable'),
  predicted(
    'SrcObjectNotEligible',
    "The object's storage class is archived, or its tags are not those of the rule.",
    'coverage/tag-filter',
  ),
  unpredictable('SrcObjectNotFound', 'The source object is not there.', stateOnly),
  unpredictable('SrcReplicationNotPending', 'The object is already replicated: harmless.', stateOnly),
  unpredictable('SrcVersionNotFound', 'The version was deleted before it was replicated.', stateOnly),
];

const reasonsByCode = new Map(failureReasons.map((reason) => [reason.code, reason]));

export function failureReasonOf(code: string): FailureReason | null {
  return reasonsByCode.get(code) ?? null;
}
