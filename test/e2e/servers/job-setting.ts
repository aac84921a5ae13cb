/** The job's steps against the wire, called as the state machine calls them. */
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { gunzipSync } from 'node:zlib';
import { collect } from '../../../src/job/collect.js';
import { batchEvent } from '../../../src/job/events.js';
import { list } from '../../../src/job/list.js';
import { merge, type MergeOutcome } from '../../../src/job/merge.js';
import { plan } from '../../../src/job/plan.js';
import { readSettings } from '../../../src/job/settings.js';
import { openStore } from '../../../src/job/store.js';
import type { Setting } from '../../../src/job/setting.js';
import { baseCredentials } from '../estates/seed.js';
import type { Wire } from './wire-test.js';

export const jobBucket = 'replint-job';

export const jobEnvironment = {
  REPLINT_BUCKET: jobBucket,
  REPLINT_ROLE_NAME: 'replint-auditor',
  REPLINT_EXTERNAL_ID: 'ticket-7',
  REPLINT_BATCH_SIZE: '3',
};

/** Lambda's credentials and Region come from its environment; here they are handed in. */
export async function jobSetting(wire: Wire, environment: Readonly<Record<string, string>> = {}): Promise<Setting> {
  process.env['AWS_REGION'] = 'us-east-1';
  const config = {
    endpoint: wire.motoEndpoint,
    region: 'us-east-1',
    credentials: baseCredentials,
    forcePathStyle: true,
  };
  await new S3Client(config).send(new CreateBucketCommand({ Bucket: jobBucket }));
  return {
    settings: readSettings({ ...jobEnvironment, ...environment }),
    store: openStore(jobBucket, config),
    now: () => Date.parse('2026-11-25T05:00:00Z'),
    environment: wire.environment,
  };
}

const quarterHour = 900_000;

/** What the state machine does, without the state machine. */
export async function runJob(
  setting: Setting,
  run: string,
  before: () => Promise<void> = async () => {},
): Promise<MergeOutcome> {
  let { round, batches } = (await list({ run }, setting)).next;
  while (batches > 0) {
    for (const items of JSON.parse(await textAt(setting, `runs/${run}/items/${round}.json`)) as readonly unknown[])
      await collect(batchEvent.parse({ run, round, items }), setting, quarterHour);
    ({ round, batches } = await plan({ run, round }, setting));
  }
  await before();
  return merge({ run, started: '2026-11-25T05:00:00Z' }, setting);
}

export async function textAt({ store }: Setting, key: string): Promise<string> {
  const bytes = (await store.get(key)) ?? new Uint8Array();
  return (key.endsWith('.gz') ? gunzipSync(bytes) : Buffer.from(bytes)).toString('utf8');
}

export async function jsonAt(setting: Setting, key: string): Promise<Record<string, unknown>> {
  return JSON.parse(await textAt(setting, key)) as Record<string, unknown>;
}
