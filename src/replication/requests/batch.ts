import type { RequestNote, RequestRow } from '../model.js';
import { pages } from '../pages.js';
import { defineRow, never } from './define-row.js';

type BatchRow = Pick<RequestRow, 'id' | 'order' | 'title' | 'when' | 'action' | 'target' | 'ifMissing'> &
  Partial<Pick<RequestRow, 'principal' | 'callKind' | 'rule' | 'whyNone' | 'failureReasons' | 'sources'>>;

/** Why no rule reports what the creator of a job lacks. */
const refusedAtOnce =
  'Whoever lacks it is refused when the job is created, and AWS names the action. No answer about a job says who created it.';

/** Batch Replication runs by job, with a role of the job's own: nothing of it follows from a replication rule. */
function batchRow(row: BatchRow): RequestRow {
  return defineRow({
    principal: 'batch-job-role',
    applies: never,
    requirement: 'required',
    aspect: 'objects',
    rule: null,
    grade: 'documented',
    sources: [pages.batchPolicies, pages.batchOperations],
    derived: false,
    ...row,
  });
}

/** S3 Batch Replication, which copies what was there before: listed for people. */
export const batchRows: readonly RequestRow[] = [
  batchRow({
    id: 'A-60',
    order: 390,
    title: 'create the job',
    when: 'somebody creates a Batch Replication job',
    principal: 'batch-job-creator',
    action: 's3:CreateJob',
    target: 'batch-job',
    ifMissing: 'The job is not created.',
    whyNone: refusedAtOnce,
  }),
  batchRow({
    id: 'A-60b',
    order: 400,
    title: 'pass the role to the job',
    when: 'somebody creates a Batch Replication job',
    principal: 'batch-job-creator',
    action: 'iam:PassRole',
    target: 'role',
    ifMissing: 'The job is not created.',
    whyNone: refusedAtOnce,
  }),
  batchRow({
    id: 'A-61',
    order: 410,
    title: 'start the replication of an object',
    when: 'a Batch Replication job runs',
    action: 's3:InitiateReplication',
    target: 'source-objects',
    failureReasons: ['InitiateReplicationNotPermitted'],
    ifMissing: 'The job replicates nothing.',
    sources: [pages.batchPolicies, pages.actionsOfS3, pages.failureCodes],
    rule: 'batch/initiate-not-allowed',
  }),
  batchRow({
    id: 'A-62',
    order: 420,
    title: 'read the replication configuration',
    when: 'S3 generates the manifest',
    action: 's3:GetReplicationConfiguration',
    target: 'source-bucket',
    ifMissing: 'The manifest is not generated.',
    rule: 'batch/manifest-not-readable',
  }),
  batchRow({
    id: 'A-62b',
    order: 430,
    title: 'set up an inventory',
    when: 'S3 generates the manifest',
    action: 's3:PutInventoryConfiguration',
    target: 'source-bucket',
    ifMissing: 'The manifest is not generated.',
    rule: 'batch/manifest-not-readable',
  }),
  batchRow({
    id: 'A-63',
    order: 440,
    title: 'read the manifest',
    when: 'a Batch Replication job runs',
    action: 's3:GetObject',
    target: 'batch-files',
    ifMissing: 'The job cannot read what it should replicate.',
    rule: 'batch/manifest-not-readable',
  }),
  batchRow({
    id: 'A-63b',
    order: 450,
    title: 'read a version of the manifest',
    when: 'a Batch Replication job runs',
    action: 's3:GetObjectVersion',
    target: 'batch-files',
    ifMissing: 'The job cannot read what it should replicate.',
    rule: 'batch/manifest-not-readable',
  }),
  batchRow({
    id: 'A-64',
    order: 460,
    title: 'write the report',
    when: 'the job writes a report',
    action: 's3:PutObject',
    target: 'batch-files',
    ifMissing: 'The job ends as failed, since its report cannot be written.',
    sources: [pages.batchPolicies, pages.troubleshooting],
    rule: 'batch/report-not-writable',
  }),
  batchRow({
    id: 'A-64b',
    order: 465,
    title: 'save the manifest that S3 generates',
    when: 'S3 generates the manifest, and the job saves it',
    action: 's3:PutObject',
    target: 'batch-files',
    ifMissing: 'The job fails, since its manifest cannot be saved.',
    rule: 'batch/manifest-not-writable',
  }),
  batchRow({
    id: 'A-65',
    order: 470,
    title: "decrypt with the manifest's key",
    when: 'the manifest is encrypted with KMS',
    callKind: 'kms',
    action: 'kms:Decrypt',
    target: 'batch-key',
    ifMissing: 'The job cannot read its manifest.',
    sources: [pages.batchOperations],
    rule: 'batch/manifest-not-readable',
  }),
  batchRow({
    id: 'A-65b',
    order: 480,
    title: "generate a data key under the manifest's or the report's key",
    when: 'the manifest is a report of S3 Inventory or is saved by the job, or the job writes a report, and the file is encrypted with KMS',
    callKind: 'kms',
    action: 'kms:GenerateDataKey',
    target: 'batch-key',
    ifMissing: 'The job cannot read or write its manifest.',
    sources: [pages.batchOperations],
    rule: 'batch/manifest-not-writable',
  }),
  batchRow({
    id: 'A-66',
    order: 490,
    title: 'set the access control list of the manifest',
    when: 'the generated manifest goes to a bucket of another account that has access control lists switched on',
    action: 's3:PutObjectAcl',
    target: 'batch-files',
    ifMissing: 'The manifest is not written, and the job fails.',
    sources: [pages.batchOperations],
    rule: 'batch/manifest-not-writable',
  }),
];

export const batchNotes: readonly RequestNote[] = [
  {
    id: 'A-67',
    title: 'the copying of a Batch Replication job',
    when: 'a Batch Replication job runs',
    text: "Everything that live replication needs, for every rule of the source bucket: the rule's own replication role does the copying, not the role of the job.",
    grade: 'documented',
    sources: [pages.batch, pages.troubleshooting],
  },
];
