import type { RequestRow } from '../model.js';
import { pages } from '../pages.js';
import { always, defineRow, never } from './define-row.js';

/** How S3 comes by the role's authority. */
export const assumeRoleRows: readonly RequestRow[] = [
  defineRow({
    id: 'A-01',
    order: 10,
    title: 'assume the replication role',
    when: 'always',
    applies: always,
    principal: 's3.amazonaws.com',
    callKind: 'assume-role',
    action: 'sts:AssumeRole',
    target: 'role',
    requirement: 'required',
    aspect: 'objects',
    failureReasons: ['AssumeRoleNotPermitted'],
    ifMissing: 'No object of any rule of the source bucket is replicated: S3 cannot act as the role.',
    rule: 'role/not-assumable-by-s3',
    grade: 'documented',
    sources: [pages.permissions, pages.failureCodes, pages.pausing],
  }),
  defineRow({
    id: 'A-02',
    order: 350,
    title: 'assume the role of a Batch Replication job',
    when: 'a Batch Replication job runs',
    applies: never,
    principal: 'batchoperations.s3.amazonaws.com',
    callKind: 'assume-role',
    action: 'sts:AssumeRole',
    target: 'role',
    requirement: 'required',
    aspect: 'objects',
    failureReasons: ['AssumeRoleNotPermitted'],
    ifMissing: 'The job cannot start; live replication is not affected.',
    rule: 'batch/trust-missing',
    grade: 'documented',
    sources: [pages.batchPolicies, pages.failureCodes],
    derived: false,
  }),
];
