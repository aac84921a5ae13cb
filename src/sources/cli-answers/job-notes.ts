/** What is said of jobs of S3 Batch Operations that are not judged. */
import { copying, copyingNote } from '../copying-jobs.js';
import { isObject } from '../shape.js';
import type { Placed } from './placing/placing.js';

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
    ...copyingNote(copies.size),
    ...[...cut].map(
      (name) =>
        `${name} is a part of a list of jobs: the roles of jobs that no answer names are not judged. Read the whole list, without --max-items.`,
    ),
  ];
}
