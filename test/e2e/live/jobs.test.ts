/** Batch Replication jobs of a live account: found by Region, described, and judged with the policies of their own roles. */
import { expect, test } from '@jest/globals';
import { batchRole, describedJob } from '../../../scripts/fixtures/batch.mjs';
import { listAt, memberAt, textAt } from '../../../src/collectors/json.js';
import { loud } from '../../audit-of.js';
import { baseAccount } from '../estates/seed.js';
import { type Snapshot, type Wire, describeOnTheWire, fixture, reportOf } from '../servers/wire-test.js';

const role = `arn:aws:iam::${baseAccount}:role/batch`;

function job(id: string, more: object = {}): object {
  const DescribeJob = describedJob(
    id,
    { roleArn: role, region: 'us-east-1' },
    {
      Manifest: {
        Spec: { Format: 'S3BatchOperations_CSV_20180820' },
        Location: { ObjectArn: 'arn:aws:s3:::jobs/m.csv', ETag: 'x' },
      },
      Report: { Bucket: 'arn:aws:s3:::jobs', Prefix: 'reports', Enabled: true, ReportScope: 'AllTasks' },
      ...more,
    },
  );
  return { JobId: id, DescribeJob };
}

/** A correct estate with jobs, whose role is allowed these statements. */
function withJobs(jobs: readonly object[], Statement: readonly object[]): Snapshot {
  const snapshot = JSON.parse(
    JSON.stringify(fixture('prefix-logs-slash-good')).replaceAll('111122223333', baseAccount),
  ) as { accounts: { roles: object[]; buckets: object[]; jobs?: readonly object[] }[] };
  const [account] = snapshot.accounts;
  account?.roles.push(batchRole(role, Statement));
  account?.buckets.push({ Name: 'jobs', BucketRegion: 'us-east-1' });
  return { ...snapshot, accounts: [{ ...account, jobs }] };
}

const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::jobs/*' };
const write = { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::jobs/reports/*' };

async function found(wire: Wire): Promise<readonly string[]> {
  return loud(reportOf((await wire.collect()).snapshot)).filter((line) => line.includes('batch/'));
}

describeOnTheWire('jobs of a live account', (wire) => {
  test('those that replicate and are not over, page by page, with role and buckets', async () => {
    await wire.seed(
      withJobs(
        [
          job('11111111-aaaa-4aaa-8aaa-000000000001'),
          job('11111111-aaaa-4aaa-8aaa-000000000002', { Operation: { S3PutObjectTagging: {} } }),
          job('11111111-aaaa-4aaa-8aaa-000000000003', { Status: 'Complete' }),
          job('11111111-aaaa-4aaa-8aaa-000000000004', { Status: 'Failed' }),
          job('11111111-aaaa-4aaa-8aaa-000000000005', { JobArn: `arn:aws:s3:eu-west-1:${baseAccount}:job/x` }),
        ],
        [read],
      ),
    );
    const { snapshot, calls, complete } = await wire.collect();
    expect(complete).toBe(true);
    const [account] = listAt(snapshot, 'accounts');
    expect(listAt(account, 'jobs').map((each) => textAt(each, 'JobId')?.at(-1))).toEqual(['1', '4']);
    expect(listAt(account, 'ListJobs').map((each) => textAt(each, 'Region'))).toEqual(['us-east-1']);
    expect(calls.byOperation).toMatchObject({ 's3control:ListJobs': 3, 's3control:DescribeJob': 2 });
    const jobs = listAt(account, 'buckets').find((bucket) => textAt(bucket, 'Name') === 'jobs');
    expect(memberAt(jobs, 'GetBucketPolicy')).toBeDefined();
    expect(loud(reportOf(snapshot)).filter((line) => line.includes('batch/'))).toEqual([
      'error batch/report-not-writable',
      'error batch/report-not-writable',
    ]);
  });

  test('a role that has all of it, and a list that is refused', async () => {
    await wire.seed(withJobs([job('11111111-aaaa-4aaa-8aaa-000000000001')], [read, write]));
    expect(await found(wire)).toEqual([]);
    wire.proxy.misbehave({ denied: new Set(['s3:ListJobs']) });
    const refused = await wire.collect();
    expect(refused.complete).toBe(true);
    expect(refused.problems).toMatchObject([{ operation: 'ListJobs', action: 's3:ListJobs', isNeeded: false }]);
    wire.proxy.calm();
    const { snapshot } = await wire.collect({ resume: refused.snapshot });
    expect(listAt(snapshot, 'accounts').flatMap((account) => listAt(account, 'jobs'))).toHaveLength(1);
  });
});
