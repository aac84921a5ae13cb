/** Resources that say one thing of the bucket, role or key that they name: where it is not known whether there is one, no more than that is open. */

const separateTypes: ReadonlySet<string> = new Set([
  'aws_iam_role_policy',
  'aws_iam_role_policy_attachment',
  'aws_kms_key_policy',
  'aws_s3_bucket_object_lock_configuration',
  'aws_s3_bucket_ownership_controls',
  'aws_s3_bucket_policy',
  'aws_s3_bucket_public_access_block',
  'aws_s3_bucket_request_payment_configuration',
  'aws_s3_bucket_server_side_encryption_configuration',
  'aws_s3_bucket_versioning',
]);

export function isSeparate(id: string, type: string): boolean {
  return separateTypes.has(type) && !id.startsWith('data.');
}
