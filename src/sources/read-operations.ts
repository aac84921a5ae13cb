/**
 * The one table of the reads an audit makes. The guard of live clients, the auditor's policy, what is sent, what counts as an answer, and
 * the permission that a finding names are all derived from it.
 *
 * Source of the IAM actions: service authorization reference of each service; several differ from the operation's name. Source of
 * codes, root elements and members: API reference of each operation.
 */

export type Service = 's3' | 's3control' | 'iam' | 'kms' | 'organizations' | 'sts';

/** What a read is about, as far as permissions tell things apart. */
export type ReadSubject =
  | 'account'
  | 'bucket'
  | 'versions'
  | 'object'
  | 'roles'
  | 'role'
  | 'policy'
  | 'key'
  | 'aliases'
  | 'organization'
  | 'jobs'
  | 'job'
  | 'caller';

export interface ReadOperation {
  readonly service: Service;
  /** The API operation, which is also the SDK's command. */
  readonly command: string;
  /** IAM action that allows it; null = none is needed. */
  readonly action: string | null;
  readonly subject: ReadSubject;
  /** Where its answer stands in the snapshot, in the entry of what it is about; null = not under a name of its own. */
  readonly member: string | null;
  /** Error codes that mean "there is none". Every other error means that nobody could look. */
  readonly absent: readonly string[];
  /** What every successful answer has: the root element of XML, a member of JSON; null = no body, or a policy document. */
  readonly body: string | null;
}

type Row = readonly [action: string | null, body: string | null, absent?: readonly string[]];

function rowsOf<N extends string>(
  service: Service,
  subject: ReadSubject,
  rows: Readonly<Record<N, Row>>,
): Readonly<Record<N, ReadOperation>> {
  return Object.fromEntries(
    Object.entries<Row>(rows).map(([name, [action, body, absent = []]]) => [
      name,
      { service, subject, command: name, action, member: name, absent, body },
    ]),
  ) as Record<N, ReadOperation>;
}

const noBucket = ['NoSuchBucket'] as const;
const noEntity = ['NoSuchEntity'] as const;
const notFound = ['NotFoundException'] as const;

const account = {
  ...rowsOf('s3', 'account', { ListBuckets: ['s3:ListAllMyBuckets', 'ListAllMyBucketsResult'] }),
  /** Stands in the account's own entry; a bucket's has the same name. */
  GetAccountPublicAccessBlock: {
    ...rowsOf('s3control', 'account', {
      GetPublicAccessBlock: [
        's3:GetAccountPublicAccessBlock',
        'PublicAccessBlockConfiguration',
        ['NoSuchPublicAccessBlockConfiguration'],
      ],
    }).GetPublicAccessBlock,
  },
};

const buckets = rowsOf('s3', 'bucket', {
  /** An answer without a body: the one read whose bare status says something. */
  HeadBucket: ['s3:ListBucket', null, ['404', 'NotFound', ...noBucket]],
  GetBucketReplication: [
    's3:GetReplicationConfiguration',
    'ReplicationConfiguration',
    ['ReplicationConfigurationNotFoundError', ...noBucket],
  ],
  GetBucketVersioning: ['s3:GetBucketVersioning', 'VersioningConfiguration', noBucket],
  GetBucketEncryption: [
    's3:GetEncryptionConfiguration',
    'ServerSideEncryptionConfiguration',
    ['ServerSideEncryptionConfigurationNotFoundError', ...noBucket],
  ],
  GetBucketPolicy: ['s3:GetBucketPolicy', null, ['NoSuchBucketPolicy', ...noBucket]],
  GetBucketOwnershipControls: [
    's3:GetBucketOwnershipControls',
    'OwnershipControls',
    ['OwnershipControlsNotFoundError', ...noBucket],
  ],
  GetObjectLockConfiguration: [
    's3:GetBucketObjectLockConfiguration',
    'ObjectLockConfiguration',
    ['ObjectLockConfigurationNotFoundError', ...noBucket],
  ],
  GetPublicAccessBlock: [
    's3:GetBucketPublicAccessBlock',
    'PublicAccessBlockConfiguration',
    ['NoSuchPublicAccessBlockConfiguration', ...noBucket],
  ],
  GetBucketRequestPayment: ['s3:GetBucketRequestPayment', 'RequestPaymentConfiguration', noBucket],
  GetBucketNotificationConfiguration: ['s3:GetBucketNotification', 'NotificationConfiguration', noBucket],
  GetBucketLifecycleConfiguration: [
    's3:GetLifecycleConfiguration',
    'LifecycleConfiguration',
    ['NoSuchLifecycleConfiguration', ...noBucket],
  ],
  GetBucketAbac: ['s3:GetBucketAbac', 'AbacStatus', noBucket],
  GetBucketTagging: ['s3:GetBucketTagging', 'Tagging', ['NoSuchTagSet', ...noBucket]],
});

const objects = {
  ...rowsOf('s3', 'versions', { ListObjectVersions: ['s3:ListBucketVersions', 'ListVersionsResult', noBucket] }),
  ...rowsOf('s3', 'object', {
    HeadObject: ['s3:GetObjectVersion', null, ['404', 'NotFound']],
    GetObjectTagging: ['s3:GetObjectVersionTagging', 'Tagging', ['NoSuchKey', 'NoSuchVersion']],
  }),
};

const identities = {
  ...rowsOf('iam', 'roles', {
    GetAccountAuthorizationDetails: ['iam:GetAccountAuthorizationDetails', 'GetAccountAuthorizationDetailsResponse'],
  }),
  ...rowsOf('iam', 'role', {
    GetRole: ['iam:GetRole', 'GetRoleResponse', noEntity],
    ListRolePolicies: ['iam:ListRolePolicies', 'ListRolePoliciesResponse', noEntity],
    GetRolePolicy: ['iam:GetRolePolicy', 'GetRolePolicyResponse', noEntity],
    ListAttachedRolePolicies: ['iam:ListAttachedRolePolicies', 'ListAttachedRolePoliciesResponse', noEntity],
  }),
  ...rowsOf('iam', 'policy', {
    GetPolicy: ['iam:GetPolicy', 'GetPolicyResponse', noEntity],
    GetPolicyVersion: ['iam:GetPolicyVersion', 'GetPolicyVersionResponse', noEntity],
  }),
};

const keys = {
  ...rowsOf('kms', 'key', {
    DescribeKey: ['kms:DescribeKey', 'KeyMetadata', notFound],
    GetKeyPolicy: ['kms:GetKeyPolicy', 'Policy', notFound],
    ListGrants: ['kms:ListGrants', 'Grants', notFound],
    ListResourceTags: ['kms:ListResourceTags', 'Tags', notFound],
  }),
  /** The key's second policy: what it is shared by through Resource Access Manager. */
  'GetKeyPolicy:AWS_RAM': {
    ...rowsOf('kms', 'key', { GetKeyPolicy: ['kms:GetKeyPolicy', 'Policy', notFound] }).GetKeyPolicy,
    member: 'GetKeyPolicy:AWS_RAM',
  },
  ...rowsOf('kms', 'aliases', { ListAliases: ['kms:ListAliases', 'Aliases'] }),
};

const organizations = rowsOf('organizations', 'organization', {
  DescribeOrganization: ['organizations:DescribeOrganization', 'Organization', ['AWSOrganizationsNotInUseException']],
  ListAccounts: ['organizations:ListAccounts', 'Accounts'],
  ListRoots: ['organizations:ListRoots', 'Roots'],
  ListParents: ['organizations:ListParents', 'Parents'],
  ListPoliciesForTarget: ['organizations:ListPoliciesForTarget', 'Policies'],
  DescribePolicy: ['organizations:DescribePolicy', 'Policy'],
});

/** Jobs of S3 Batch Operations: those that replicate objects have a role of their own. */
const jobs = {
  ...rowsOf('s3control', 'jobs', { ListJobs: ['s3:ListJobs', 'ListJobsResult'] }),
  ...rowsOf('s3control', 'job', { DescribeJob: ['s3:DescribeJob', 'DescribeJobResult', notFound] }),
};

const callers = rowsOf('sts', 'caller', {
  GetCallerIdentity: [null, 'GetCallerIdentityResponse'],
  /** Gives credentials and changes nothing. */
  AssumeRole: ['sts:AssumeRole', 'AssumeRoleResponse'],
});

/** The only operations that ever leave this program for an account that is audited. */
export const readOperations = {
  ...account,
  ...buckets,
  ...objects,
  ...identities,
  ...keys,
  ...organizations,
  ...jobs,
  ...callers,
} satisfies Readonly<Record<string, ReadOperation>>;

/** Statuses of jobs that are not over. A failed job is read too: what it lacked is still of interest. */
export const jobStatuses = [
  'Active',
  'Failed',
  'Failing',
  'New',
  'Paused',
  'Pausing',
  'Preparing',
  'Ready',
  'Suspended',
] as const;

/** What is read of a bucket, beside whether it is there. */
export const bucketReads = Object.keys(buckets).filter((name) => name !== 'HeadBucket') as readonly Exclude<
  keyof typeof buckets,
  'HeadBucket'
>[];

export type ReadName = keyof typeof readOperations;

export const readNames = Object.keys(readOperations) as readonly ReadName[];

/** What stands in snapshots and is not read live under that name. */
const otherActions: ReadonlyMap<string, string> = new Map([
  ['GetBucketLocation', 's3:GetBucketLocation'],
  /** Not an operation: ListObjectVersions and HeadObject, as the snapshot sums them up. */
  ['ObservedReplication', 's3:ListBucketVersions'],
]);

/** Null for an operation that the table does not hold. */
export function iamActionFor(operation: string): string | null {
  return Object.hasOwn(readOperations, operation)
    ? readOperations[operation as ReadName].action
    : (otherActions.get(operation) ?? null);
}
