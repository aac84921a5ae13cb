/** A plan that is laid over what is there: it says what it changes, and leaves the rest. */
import { describe, expect, test } from '@jest/globals';
import { existingIn } from '../../../src/sources/existing.js';
import { InputFile } from '../../../src/sources/input-file.js';
import type { Reading } from '../../../src/sources/adapter.js';
import { joinReadings } from '../../../src/sources/join-readings.js';
import { planAdapter } from '../../../src/sources/terraform/plan/adapter.js';
import { readSnapshotText } from '../../../src/sources/snapshot/read-snapshot-text.js';
import { account, bucketIn, keysIn, planOf, type Entry } from './plan-of.js';

const open = '{"Version":"2012-10-17","Statement":[]}';
const keyArn = `arn:aws:kms:us-east-1:${account}:key/k`;

const there = (address: string, values: Readonly<Record<string, unknown>>): Entry => ({
  address,
  actions: ['no-op'],
  before: values,
  after: values,
  expressions: {},
});
const entries: readonly Entry[] = [
  there('aws_s3_bucket.a', {
    bucket: 'a',
    arn: 'arn:aws:s3:::a',
    region: 'us-east-1',
    policy: open,
    versioning: [{ enabled: true }],
  }),
  there('aws_kms_key.k', { arn: keyArn, key_id: 'k', policy: open, is_enabled: true }),
  {
    address: 'aws_s3_bucket_versioning.a',
    actions: ['update'],
    before: { bucket: 'a', versioning_configuration: [{ status: 'Enabled' }] },
    after: { bucket: 'a', versioning_configuration: [{ status: 'Suspended' }] },
    expressions: {},
  },
];

async function laidOver(): Promise<Reading> {
  const files = [InputFile.ofText('plan.json', JSON.stringify(planOf(entries)))];
  const [claim] = planAdapter.recognise(files);
  if (claim === undefined) throw new Error('Not recognised.');
  return { ...(await planAdapter.read(claim, { existing: existingIn([]) })), isChange: true };
}

describe('a plan over a snapshot', () => {
  test('attributes that repeat what others manage are left to what is known', async () => {
    const reading = await laidOver();
    expect(bucketIn(reading, 'a').GetBucketVersioning).toEqual({ Status: 'Suspended' });
    expect(bucketIn(reading, 'a').GetBucketPolicy).toBeUndefined();
    expect(keysIn(reading)[0]?.GetKeyPolicy).toBeUndefined();
    expect(keysIn(reading)[0]?.ListGrants).toBeUndefined();
  });

  test('what it changes replaces what is newer; the rest stays', async () => {
    const policy =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::a"}]}';
    const base = readSnapshotText({
      name: 'snapshot.json',
      kind: 'snapshot',
      text: JSON.stringify({
        format: 'replint-snapshot/1',
        collectedAt: '2026-12-01T00:00:00Z',
        accounts: [
          {
            id: account,
            buckets: [
              {
                Name: 'a',
                BucketRegion: 'us-east-1',
                GetBucketVersioning: { Status: 'Enabled' },
                GetBucketPolicy: { Policy: policy },
              },
            ],
          },
        ],
      }),
    });
    const bucket = joinReadings([base, await laidOver()]).estate.buckets.get('a');
    expect(bucket?.versioning).toMatchObject({ state: 'known', value: { Status: 'Suspended' } });
    expect(bucket?.policy).toMatchObject({ state: 'known', value: { text: policy } });
  });
});
