/** What is said of jobs of S3 Batch Operations that are not judged. */
import { isObject } from '../shape.js';
import type { Placed } from './placing/placing.js';

/** Jobs that copy objects can stand in for replication, and are no part of it. */
const copying = 'S3PutObjectCopy';

export function jobNotes(placed: readonly Placed[]): readonly string[] {
  const copies = new Set<string>();
  const cut = new Set<string>();
  for (const { operation, piece, subject } of placed) {
    const { Jobs: jobs, Job: job, NextToken: token } = piece.value;
    if (operation === 'ListJobs') {
      for (const each of Array.isArray(jobs) ? (jobs as readonly unknown[]).filter(isObject) : [])
        if (each['Operation'] === copying) copies.add(String(each['JobId']));
      if (typeof token === 'string' && token !== '') cut.add(piece.file.name);
    }
    if (
      operation === 'DescribeJob' &&
      isObject(job) &&
      isObject(job['Operation']) &&
      isObject(job['Operation'][copying])
    )
      copies.add(subject);
  }
  return [
    ...(copies.size === 0
      ? []
      : [
          `${copies.size === 1 ? '1 job of S3 Batch Operations copies objects, it does' : `${copies.size} jobs of S3 Batch Operations copy objects, they do`} not replicate them (${copying}): ${copies.size === 1 ? 'its role is' : 'their roles are'} not judged.`,
        ]),
    ...[...cut].map(
      (name) =>
        `${name} is a part of a list of jobs: the roles of jobs that no answer names are not judged. Read the whole list, without --max-items.`,
    ),
  ];
}
