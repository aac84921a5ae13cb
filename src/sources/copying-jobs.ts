/** Jobs of S3 Batch Operations that copy objects: they can stand in for replication, and are no part of it. */
import type { RawSnapshot } from './snapshot/snapshot-shape.js';

/** Of a list of jobs, and of a description. Source: S3 Control API Reference, JobListDescriptor and JobOperation. */
export const copying = 'S3PutObjectCopy';

/** A note for people, or none: what such a job copies is not judged. */
export function copyingNote(count: number): readonly string[] {
  if (count === 0) return [];
  const [jobs, roles] =
    count === 1
      ? ['1 job of S3 Batch Operations copies objects, it does', 'its role is']
      : [`${count} jobs of S3 Batch Operations copy objects, they do`, 'their roles are'];
  return [`${jobs} not replicate them (${copying}): ${roles} not judged.`];
}

export function countCopying({ accounts = [] }: RawSnapshot): number {
  const ids = new Set<string>();
  for (const { id, jobs = [], ListJobs: lists = [] } of accounts) {
    for (const { JobId: given, DescribeJob: answer } of jobs) {
      const job = answer !== undefined && 'Job' in answer ? answer.Job : null;
      if (job?.Operation !== undefined && copying in job.Operation) ids.add(`${id} ${job.JobId ?? given ?? ''}`);
    }
    for (const list of [lists].flat())
      if ('Jobs' in list)
        for (const { JobId, Operation } of list.Jobs) if (Operation === copying) ids.add(`${id} ${JobId}`);
  }
  return ids.size;
}
