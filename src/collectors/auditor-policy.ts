/** The identity-based policy that an auditor needs: every right for a read that a collection makes, and no other. */
import { type ReadSubject, readOperations } from '../sources/read-operations.js';

interface Right {
  readonly sid: string;
  readonly subjects: readonly ReadSubject[];
  readonly resources: (partition: string) => readonly string[];
}

function anything(): readonly string[] {
  return ['*'];
}

const rights: readonly Right[] = [
  { sid: 'FindBuckets', subjects: ['account'], resources: anything },
  { sid: 'ReadBucketSettings', subjects: ['bucket'], resources: (partition) => [`arn:${partition}:s3:::*`] },
  { sid: 'ReadRolesInBulk', subjects: ['roles'], resources: anything },
  { sid: 'ReadRoles', subjects: ['role'], resources: (partition) => [`arn:${partition}:iam::*:role/*`] },
  { sid: 'ReadManagedPolicies', subjects: ['policy'], resources: (partition) => [`arn:${partition}:iam::*:policy/*`] },
  { sid: 'ReadKeys', subjects: ['key'], resources: (partition) => [`arn:${partition}:kms:*:*:key/*`] },
  { sid: 'ReadKeyAliases', subjects: ['aliases'], resources: anything },
  { sid: 'ReadOrganizationPolicies', subjects: ['organization'], resources: anything },
  { sid: 'FindBatchJobs', subjects: ['jobs'], resources: anything },
  { sid: 'ReadBatchJobs', subjects: ['job'], resources: (partition) => [`arn:${partition}:s3:*:*:job/*`] },
];

/** Only for `--observe`: which object versions there are, and their replication status. S3 has no right to the status alone: this one reads objects too. */
const observing: readonly Right[] = [
  { sid: 'ListObjectVersions', subjects: ['versions'], resources: (partition) => [`arn:${partition}:s3:::*`] },
  { sid: 'ReadReplicationStatus', subjects: ['object'], resources: (partition) => [`arn:${partition}:s3:::*/*`] },
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

function actionsOf(subjects: readonly ReadSubject[]): readonly string[] {
  const actions = Object.values(readOperations)
    .filter(({ subject }) => subjects.includes(subject))
    .flatMap(({ action }) => (action === null ? [] : [action]));
  return [...new Set(actions)].sort();
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
      ...[...rights, ...(observe ? observing : [])].map(({ sid, subjects, resources }) => ({
        Sid: sid,
        Effect: 'Allow' as const,
        Action: actionsOf(subjects),
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
