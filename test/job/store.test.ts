import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import { guarded, openStore } from '../../src/job/store.js';
import { jobBucket, jobSetting } from '../e2e/servers/job-setting.js';
import { baseCredentials } from '../e2e/estates/seed.js';
import { describeOnTheWire } from '../e2e/servers/wire-test.js';

/** Nothing listens there: what gets past the guard fails otherwise. */
const client = guarded(
  new S3Client({
    endpoint: 'http://127.0.0.1:9',
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
  }),
  'reports',
);

describe('the store', () => {
  test('deletes nothing, copies nothing, sets no policy', async () => {
    const target = { Bucket: 'reports', Key: 'state/x' };
    await expect(client.send(new DeleteObjectCommand(target))).rejects.toThrow(
      'The store makes no call DeleteObjectCommand.',
    );
    await expect(client.send(new CopyObjectCommand({ ...target, CopySource: 'a/b' }))).rejects.toThrow(/makes no call/);
    await expect(client.send(new PutBucketPolicyCommand({ Bucket: 'reports', Policy: '{}' }))).rejects.toThrow(
      /makes no call/,
    );
  });

  test('has one bucket, and writes under its own prefixes only', async () => {
    const put = (Bucket: string, Key: string) => client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    await expect(put('orders', 'state/x')).rejects.toThrow('The store has one bucket only.');
    await expect(client.send(new GetObjectCommand({ Bucket: 'orders', Key: 'a' }))).rejects.toThrow(/one bucket only/);
    await expect(put('reports', 'config/replint.config.yaml')).rejects.toThrow(/does not write/);
    await expect(put('reports', 'state/x')).rejects.toThrow(/ECONNREFUSED/);
  });

  test('replaces nothing among the dated reports', async () => {
    const report = { Bucket: 'reports', Key: 'reports/2026/11/25/first/report.json', Body: 'x' };
    await expect(client.send(new PutObjectCommand(report))).rejects.toThrow(
      'The store does not replace reports/2026/11/25/first/report.json.',
    );
    await expect(client.send(new PutObjectCommand({ ...report, IfNoneMatch: '*' }))).rejects.toThrow(/ECONNREFUSED/);
  });
});

describeOnTheWire('the store on the wire', (wire) => {
  const key = 'reports/2026/11/25/first/report.json';

  test('keeps what is there, says so, and takes the same for the same', async () => {
    const { store } = await jobSetting(wire);
    expect(await store.keep(key, 'one', 'text/plain', null)).toBe('kept');
    expect(await store.keep(key, 'one', 'text/plain', null)).toBe('kept');
    expect(await store.keep(key, 'two', 'text/plain', null)).toBe('other');
    expect(Buffer.from((await store.get(key)) ?? []).toString()).toBe('one');
  });

  test('locks a report where that is asked for', async () => {
    const { store } = await jobSetting(wire);
    const config = {
      endpoint: wire.motoEndpoint,
      region: 'us-east-1',
      credentials: baseCredentials,
      forcePathStyle: true,
    };
    const s3 = new S3Client(config);
    await s3.send(new CreateBucketCommand({ Bucket: 'locked', ObjectLockEnabledForBucket: true }));
    const until = Date.parse('2030-01-01T00:00:00Z');
    await openStore('locked', config).keep(key, 'one', 'text/plain', { mode: 'GOVERNANCE', until });
    const head = await s3.send(new HeadObjectCommand({ Bucket: 'locked', Key: key }));
    expect([head.ObjectLockMode, head.ObjectLockRetainUntilDate?.getTime()]).toEqual(['GOVERNANCE', until]);
    expect(store.bucket).toBe(jobBucket);
  });
});
