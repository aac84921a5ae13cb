/** Answers of the AWS CLI about jobs of S3 Batch Operations, and the commands for what they lack. */
import { expect, test } from '@jest/globals';
import { describedJob } from '../../../scripts/fixtures/batch.mjs';
import type { Estate } from '../../../src/estate/model.js';
import { missingReads } from '../../../src/sources/cli-answers/commands/command-lines.js';
import { missingScript } from '../../../src/sources/cli-answers/commands/script.js';
import type { Reading } from '../../../src/sources/adapter.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { joinReadings } from '../../../src/sources/join-readings.js';
import { readFiles } from '../../../src/sources/recognise.js';

const account = '111122223333';
const ids = [1, 2, 3].map((number) => `1111222${number}-3333-4444-5555-666677778888`);
const [first = '', second = '', third = ''] = ids;

const identity = { UserId: 'AIDA', Account: account, Arn: `arn:aws:iam::${account}:user/a` };
function listed(JobId: string, Operation = 'S3ReplicateObject', Status = 'Suspended'): object {
  return { JobId, Operation, Priority: 1, Status, CreationTime: '2026-11-20T05:00:00Z', ProgressSummary: {} };
}
function described(JobId: string, more: object = {}): object {
  const where = { roleArn: `arn:aws:iam::${account}:role/batch`, region: 'eu-west-1' };
  return describedJob(JobId, where, {
    Manifest: {
      Spec: { Format: 'S3InventoryReport_CSV_20161130' },
      Location: { ObjectArn: 'arn:aws:s3:::lists/manifest.json', ETag: 'x' },
    },
    Report: { Bucket: 'arn:aws:s3:::reports', Enabled: true },
    ...more,
  });
}

async function read(files: Readonly<Record<string, unknown>>): Promise<Estate> {
  return joinReadings(await readingsOf(files)).estate;
}

function readingsOf(files: Readonly<Record<string, unknown>>): Promise<readonly Reading[]> {
  const given = Object.entries({ 'get-caller-identity.json': identity, ...files }).map(
    ([name, content]) =>
      new InputFile({
        name: `given/${name}`,
        given: 'given',
        text: typeof content === 'string' ? content : JSON.stringify(content, null, 4),
        bytes: null,
      }),
  );
  return readFiles(given, {});
}

test('lists and jobs, in whatever files', async () => {
  const { jobs, jobLists } = await read({
    'eu-west-1/list-jobs.json': {
      Jobs: [
        listed(first),
        listed(second),
        listed(third, 'LambdaInvoke'),
        listed(third, 'S3ReplicateObject', 'Complete'),
      ],
    },
    'us-east-1/jobs.json': { Jobs: [listed(third)] },
    'list-jobs_us-west-2.json': { Jobs: [] },
    'a.json': described(first),
  });
  expect(jobs.map(({ id, manifest }) => [id, manifest])).toEqual([
    [first, { arn: 'arn:aws:s3:::lists/manifest.json', hasVersion: false, isInventory: true }],
  ]);
  expect([...jobLists.read].sort()).toEqual(
    ['eu-west-1', 'us-east-1', 'us-west-2'].map((region) => `${account} ${region}`),
  );
  expect(jobLists.undescribed.map(({ id, region }) => `${id} ${region}`)).toEqual([
    `${second} eu-west-1`,
    `${third} us-east-1`,
  ]);
});

test('errors and transcripts', async () => {
  const { jobs, jobLists } = await read({
    'list.txt': 'An error occurred (AccessDenied) when calling the ListJobs operation: no',
    [`describe-job_${second}.json`]: 'An error occurred (AccessDenied) when calling the DescribeJob operation: no',
    'typed.txt': `$ aws s3control list-jobs --account-id ${account} --region eu-west-1\n${JSON.stringify({ Jobs: [listed(first)] }, null, 4)}\n$ aws s3control describe-job --account-id ${account} --job-id ${first}\n${JSON.stringify(described(first), null, 4)}\n`,
  });
  expect(jobs.map(({ id }) => id)).toEqual([first]);
  expect([...jobLists.read]).toEqual([`${account} eu-west-1`]);
  expect(jobLists.undescribed).toEqual([]);
});

test('commands for what a list names, and for what a job leads to', async () => {
  const estate = await read({
    'list-jobs_eu-west-1.json': { Jobs: [listed(first), listed(second), listed('x; rm -rf /')] },
    'a.json': described(first),
  });
  const script = missingScript(missingReads(estate, []));
  expect(script).toContain(`s3control describe-job --account-id ${account} --region eu-west-1 --job-id ${second}\n`);
  expect(script).not.toContain('rm -rf');
  expect(script).toContain(`read_role arn:aws:iam::${account}:role/batch\n`);
  for (const bucket of ['lists', 'reports'])
    for (const command of ['policy', 'encryption', 'ownership-controls'])
      expect(script).toContain(`s3api get-bucket-${command} --bucket ${bucket}`);
});

const replicating = {
  ReplicationConfiguration: {
    Role: `arn:aws:iam::${account}:role/mover`,
    Rules: [{ ID: 'all', Status: 'Enabled', Prefix: '', Destination: { Bucket: 'arn:aws:s3:::copies' } }],
  },
};
const source = {
  'list-buckets.json': { Buckets: [{ Name: 'orders', CreationDate: 'x', BucketRegion: 'eu-west-1' }], Owner: {} },
  'get-bucket-replication_orders.json': replicating,
};

test.each([
  ['no list', {}, true],
  ['a list of another Region', { 'list-jobs_us-east-1.json': { Jobs: [] } }, true],
  ['a part of a list', { 'list-jobs_eu-west-1.json': { Jobs: [listed(first)], NextToken: 'x' } }, true],
  ['the list', { 'list-jobs_eu-west-1.json': { Jobs: [] } }, false],
  [
    'both parts of a list',
    { 'a/list-jobs_eu-west-1.json': { Jobs: [], NextToken: 'x' }, 'b/list-jobs_eu-west-1.json': { Jobs: [] } },
    false,
  ],
])('a bucket that replicates, with %s of its Region: the command for it', async (_, files, isAsked) => {
  const script = missingScript(missingReads(await read({ ...source, ...files }), []));
  const command = `s3control list-jobs --account-id ${account} --region eu-west-1 --job-statuses Active `;
  expect(script.includes(command)).toBe(isAsked);
});

test('jobs that copy, and lists that are cut, are said', async () => {
  const copying = { Operation: { S3PutObjectCopy: { TargetResource: 'arn:aws:s3:::copies' } } };
  const notesOf = async (files: object): Promise<string> =>
    (await readingsOf({ ...files })).flatMap(({ notes = [] }) => notes).join('\n');
  const all = await notesOf({
    'list-jobs_eu-west-1.json': {
      Jobs: [listed(first, 'S3PutObjectCopy'), listed(second, 'S3PutObjectCopy')],
      NextToken: 'x',
    },
    'a.json': described(first, copying),
  });
  expect(all).toContain('2 jobs of S3 Batch Operations copy objects');
  expect(all).toContain('given/list-jobs_eu-west-1.json is a part of a list of jobs');
  expect(await notesOf({ 'a.json': described(first, copying) })).toContain(
    '1 job of S3 Batch Operations copies objects',
  );
  expect(await notesOf({ 'a.json': described(first) })).not.toContain('Batch Operations');
});
