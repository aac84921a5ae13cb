/** The identity-based policy that an auditor needs: every right for a read that a collection makes, and no other. */
import { iamActionFor } from '../sources/read-operations.js';
import type { AllowedRead } from './read-only.js';

/** As `iamActionFor` names them: the account's Block Public Access is asked for by an operation of the same name as a bucket's. */
type Read = Exclude<AllowedRead, 'GetCallerIdentity' | 'AssumeRole'> | 'GetAccountPublicAccessBlock';

interface Right {
  readonly sid: string;
  readonly reads: readonly Read[];
  readonly resources: (partition: string) => readonly string[];
}

function anything(): readonly string[] {
  return ['*'];
}

const rights: readonly Right[] = [
  { sid: 'FindBuckets', reads: ['ListBuckets', 'GetAccountPublicAccessBlock'], resources: anything },
  {
    sid: 'ReadBucketSettings',
    reads: [
      'HeadBucket',
      'GetBucketReplication',
      'GetBucketVersioning',
      'GetBucketEncryption',
      'GetBucketPolicy',
      'GetBucketOwnershipControls',
      'GetObjectLockConfiguration',
      'GetPublicAccessBlock',
      'GetBucketRequestPayment',
      'GetBucketNotificationConfiguration',
      'GetBucketAbac',
      'GetBucketTagging',
    ],
    resources: (partition) => [`arn:${partition}:s3:::*`],
  },
  { sid: 'ReadRolesInBulk', reads: ['GetAccountAuthorizationDetails'], resources: anything },
  {
    sid: 'ReadRoles',
    reads: ['GetRole', 'ListRolePolicies', 'GetRolePolicy', 'ListAttachedRolePolicies'],
    resources: (partition) => [`arn:${partition}:iam::*:role/*`],
  },
  {
    sid: 'ReadManagedPolicies',
    reads: ['GetPolicy', 'GetPolicyVersion'],
    resources: (partition) => [`arn:${partition}:iam::*:policy/*`],
  },
  {
    sid: 'ReadKeys',
    reads: ['DescribeKey', 'GetKeyPolicy', 'ListGrants', 'ListResourceTags'],
    resources: (partition) => [`arn:${partition}:kms:*:*:key/*`],
  },
  { sid: 'ReadKeyAliases', reads: ['ListAliases'], resources: anything },
  {
    sid: 'ReadOrganizationPolicies',
    reads: [
      'DescribeOrganization',
      'ListAccounts',
      'ListRoots',
      'ListParents',
      'ListPoliciesForTarget',
      'DescribePolicy',
    ],
    resources: anything,
  },
];

/** Only for `--observe`: which object versions there are, and their replication status. S3 has no right to the status alone: this one reads objects too. */
const observing: readonly Right[] = [
  { sid: 'ListObjectVersions', reads: ['ListObjectVersions'], resources: (partition) => [`arn:${partition}:s3:::*`] },
  { sid: 'ReadReplicationStatus', reads: ['HeadObject'], resources: (partition) => [`arn:${partition}:s3:::*/*`] },
];

export interface AuditorPolicyOptions {
  /** Default `aws`. */
  readonly partition?: string;
  /** With the rights for observing replication status. */
  readonly observe?: boolean;
  /** Roles in other accounts that the auditor takes. */
  readonly assumeRoles?: readonly string[];
}

export interface AuditorPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }[];
}

function actionsOf(reads: readonly Read[]): readonly string[] {
  return reads
    .map((read) => {
      const action = iamActionFor(read);
      if (action === null) throw new Error(`No IAM action is known for ${read}.`);
      return action;
    })
    .sort();
}

/** A policy document to attach to the auditing role, in every account that is read. */
export function auditorPolicy({
  partition = 'aws',
  observe = false,
  assumeRoles = [],
}: AuditorPolicyOptions = {}): AuditorPolicy {
  return {
    Version: '2012-10-17',
    Statement: [
      ...[...rights, ...(observe ? observing : [])].map(({ sid, reads, resources }) => ({
        Sid: sid,
        Effect: 'Allow' as const,
        Action: actionsOf(reads),
        Resource: resources(partition),
      })),
      ...(assumeRoles.length === 0
        ? []
        : [
            {
              Sid: 'EnterAccounts',
              Effect: 'Allow' as const,
              Action: ['sts:AssumeRole'],
              Resource: [...assumeRoles].sort(),
            },
          ]),
    ],
  };
}
