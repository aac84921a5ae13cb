import { expect, test } from '@jest/globals';
import { readSnapshotText } from '../../../src/sources/snapshot/read-snapshot-text.js';

const listed = (Operation: string, ...ids: readonly string[]): object => ({
  Region: 'eu-west-1',
  Jobs: ids.map((JobId) => ({ JobId, Operation, Status: 'Active' })),
});
const described = (JobId: string, Operation: object): object => ({ JobId, DescribeJob: { Job: { JobId, Operation } } });

test.each([
  ['none', {}, null],
  ['one that replicates', { jobs: [described('a', { S3ReplicateObject: {} })] }, null],
  ['a list that was refused', { ListJobs: { Error: { Code: 'AccessDenied' } } }, null],
  ['one that is listed', { ListJobs: listed('S3PutObjectCopy', 'a') }, '1 job of S3 Batch Operations copies objects'],
  ['one that is described', { jobs: [described('a', { S3PutObjectCopy: {} })] }, '1 job of S3 Batch Operations copies'],
  [
    'one that is both, and another one',
    { ListJobs: [listed('S3PutObjectCopy', 'a', 'b')], jobs: [described('a', { S3PutObjectCopy: {} })] },
    '2 jobs of S3 Batch Operations copy objects, they do not replicate them (S3PutObjectCopy): their roles are not judged.',
  ],
])('jobs that copy objects are spoken of: %s', (_, more, note) => {
  const text = JSON.stringify({
    format: 'replint-snapshot/1',
    collectedAt: '2026-11-26T00:00:00Z',
    accounts: [{ id: '111122223333', ...more }],
  });
  for (const kind of ['snapshot', 'live'] as const) {
    const { facts, notes = [] } = readSnapshotText({ name: 'x', kind, text });
    expect(facts).not.toBeNull();
    expect(notes.join('\n')).toContain(note ?? '');
    expect(notes).toHaveLength(note === null ? 0 : 1);
  }
});
