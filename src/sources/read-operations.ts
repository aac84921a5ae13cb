/**
 * The reads an audit makes, by API operation, with the IAM action that allows each; several differ from the operation's name.
 * Source: service authorization reference of each service.
 */
export const readOperations: Readonly<Record<string, string>> = {
  ListBuckets: 's3:ListAllMyBuckets',
  HeadBucket: 's3:ListBucket',
  GetBucketLocation: 's3:GetBucketLocation',
  GetBucketReplication: 's3:GetReplicationConfiguration',
  GetBucketVersioning: 's3:GetBucketVersioning',
  GetBucketEncryption: 's3:GetEncryptionConfiguration',
  GetBucketPolicy: 's3:GetBucketPolicy',
  GetBucketOwnershipControls: 's3:GetBucketOwnershipControls',
  GetObjectLockConfiguration: 's3:GetBucketObjectLockConfiguration',
  GetPublicAccessBlock: 's3:GetBucketPublicAccessBlock',
  GetBucketTagging: 's3:GetBucketTagging',
  GetBucketRequestPayment: 's3:GetBucketRequestPayment',
  GetBucketNotificationConfiguration: 's3:GetBucketNotification',
  GetBucketLifecycleConfiguration: 's3:GetLifecycleConfiguration',
  GetBucketAbac: 's3:GetBucketAbac',
  ListObjectVersions: 's3:ListBucketVersions',
  HeadObject: 's3:GetObjectVersion',
  /** Not an operation: the two before it, as the snapshot sums them up. */
  ObservedReplication: 's3:ListBucketVersions',
  GetAccountPublicAccessBlock: 's3:GetAccountPublicAccessBlock',
  GetRole: 'iam:GetRole',
  ListRolePolicies: 'iam:ListRolePolicies',
  GetRolePolicy: 'iam:GetRolePolicy',
  ListAttachedRolePolicies: 'iam:ListAttachedRolePolicies',
  GetPolicy: 'iam:GetPolicy',
  GetPolicyVersion: 'iam:GetPolicyVersion',
  GetAccountAuthorizationDetails: 'iam:GetAccountAuthorizationDetails',
  DescribeKey: 'kms:DescribeKey',
  GetKeyPolicy: 'kms:GetKeyPolicy',
  ListGrants: 'kms:ListGrants',
  ListAliases: 'kms:ListAliases',
  ListResourceTags: 'kms:ListResourceTags',
  AssumeRole: 'sts:AssumeRole',
  DescribeOrganization: 'organizations:DescribeOrganization',
  ListAccounts: 'organizations:ListAccounts',
  ListRoots: 'organizations:ListRoots',
  ListParents: 'organizations:ListParents',
  ListPoliciesForTarget: 'organizations:ListPoliciesForTarget',
  DescribePolicy: 'organizations:DescribePolicy',
};

/** Null for an operation that the table does not hold. */
export function iamActionFor(operation: string): string | null {
  return Object.hasOwn(readOperations, operation) ? (readOperations[operation] ?? null) : null;
}
