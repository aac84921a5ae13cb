import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import { guarded } from '../../src/job/store.js';

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
});
