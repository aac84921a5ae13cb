/** Verdicts over plans: with what is not in them, with stand-ins beside literals, and with other inputs. */
import { describe, expect, test } from '@jest/globals';
import { audit } from '../../../src/judge.js';
import type { Report } from '../../../src/report/model.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { joinReadings } from '../../../src/sources/join-readings.js';
import { readFiles } from '../../../src/sources/recognise.js';
import { account, planOf, shownState, type Entry } from './plan-of.js';

const constant = (value: unknown): unknown => ({ constant_value: value });
const reference = (...names: readonly string[]): unknown => ({ references: names });
const keyReference = (name: string): unknown => reference(`${name}.arn`, name);

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const roleArn = `arn:aws:iam::${account}:role/r`;

const bucket = (name: string, provider = 'aws'): Entry => ({
  address: `aws_s3_bucket.${name}`,
  after: { bucket: name },
  unknown: { arn: true, id: true },
  expressions: { bucket: constant(name) },
  provider,
});
const versioning = (name: string): Entry => ({
  address: `aws_s3_bucket_versioning.${name}`,
  after: { bucket: name, versioning_configuration: [{ status: 'Enabled' }] },
  expressions: {},
});
const key = (name: string, provider = 'aws'): Entry => ({
  address: `aws_kms_key.${name}`,
  after: { is_enabled: true, multi_region: true },
  unknown: { arn: true, key_id: true, id: true, policy: true },
  expressions: { multi_region: constant(true) },
  provider,
});
const allow = (Action: readonly string[], Resource: string): unknown => ({ Effect: 'Allow', Action, Resource });

interface Choices {
  /** Resource of the statement about keys, as it stands in the plan. */
  readonly keyResource?: string;
  readonly replicaKey?: unknown;
  readonly more?: readonly Entry[];
  readonly destinationIsHere?: boolean;
}

/** `a` replicates to `b` under a key of `b`'s Region; all but the keys is as it must be. */
function planWith({
  keyResource = '*',
  replicaKey = keyReference('aws_kms_key.west'),
  more = [],
  destinationIsHere = true,
}: Choices): Readonly<Record<string, unknown>> {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      allow(['s3:GetReplicationConfiguration', 's3:ListBucket'], 'arn:aws:s3:::a'),
      allow(
        ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
        'arn:aws:s3:::a/*',
      ),
      allow(['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'], 'arn:aws:s3:::b/*'),
      allow(['kms:Decrypt'], '*'),
      allow(['kms:Encrypt', 'kms:GenerateDataKey', 'kms:Decrypt'], keyResource),
    ],
  };
  const destination = { bucket: 'arn:aws:s3:::b', encryption_configuration: [{}] };
  const rule = {
    id: 'all',
    status: 'Enabled',
    filter: [{}],
    delete_marker_replication: [{ status: 'Disabled' }],
    source_selection_criteria: [{ sse_kms_encrypted_objects: [{ status: 'Enabled' }] }],
    destination: [destination],
  };
  return planOf([
    bucket('a'),
    versioning('a'),
    ...(destinationIsHere ? [bucket('b', 'aws.west'), versioning('b')] : []),
    key('east'),
    key('west', 'aws.west'),
    {
      address: 'aws_s3_bucket_server_side_encryption_configuration.a',
      after: { bucket: 'a', rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: 'aws:kms' }] }] },
      unknown: { rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: true }] }] },
      expressions: {
        rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: keyReference('aws_kms_key.east') }] }],
      },
    },
    {
      address: 'aws_iam_role.r',
      after: { name: 'r', path: '/', assume_role_policy: trust },
      expressions: { name: constant('r') },
    },
    {
      address: 'aws_iam_role_policy.p',
      after: { name: 'p', role: 'r', policy: JSON.stringify(policy) },
      expressions: { policy: {} },
    },
    {
      address: 'aws_s3_bucket_replication_configuration.r',
      after: { bucket: 'a', role: roleArn, rule: [rule] },
      unknown: { rule: [{ destination: [{ encryption_configuration: [{ replica_kms_key_id: true }] }] }] },
      expressions: { rule: [{ destination: [{ encryption_configuration: [{ replica_kms_key_id: replicaKey }] }] }] },
      dependsOn: ['aws_s3_bucket_versioning.a', 'aws_s3_bucket_versioning.b'],
    },
    ...more,
  ]);
}

async function judge(...inputs: readonly unknown[]): Promise<Report> {
  const files = inputs.map((input, index) => InputFile.ofText(`${index}.json`, JSON.stringify(input)));
  return audit(joinReadings(await readFiles(files)).estate, { settings: { now: '2026-11-27T00:00:00Z' } });
}

const verdict = async (choices: Choices): Promise<string | undefined> =>
  (await judge(planWith(choices))).replication[0]?.verdict;
const literal = `arn:aws:kms:us-west-2:${account}:key/mrk-0123456789abcdef0123456789abcdef`;

describe('keys that are not made yet', () => {
  test('any key: replicates', async () => {
    expect(await verdict({})).toBe('replicates');
  });

  test('another key, by its id: never the one that is made', async () => {
    expect(await verdict({ keyResource: literal })).toBe('fails');
  });

  test('every key of the Region: the one that is made, too', async () => {
    expect(await verdict({ keyResource: `arn:aws:kms:us-west-2:${account}:key/*` })).toBe('replicates');
  });

  test('a pattern into the id: nobody knows', async () => {
    expect(await verdict({ keyResource: `arn:aws:kms:us-west-2:${account}:key/mrk-0*` })).toBe('unknown');
  });

  test('a replica key is another key than its primary, in another Region', async () => {
    const replica: Entry = {
      address: 'aws_kms_replica_key.r',
      after: { enabled: true },
      unknown: { arn: true, key_id: true, id: true, policy: true, primary_key_arn: true },
      expressions: { primary_key_arn: keyReference('aws_kms_key.east') },
      provider: 'aws.west',
    };
    const choices = { replicaKey: keyReference('aws_kms_replica_key.r'), more: [replica] };
    expect(await verdict({ ...choices, keyResource: `arn:aws:kms:us-west-2:${account}:key/*` })).toBe('replicates');
    expect(await verdict({ ...choices, keyResource: `arn:aws:kms:us-east-1:${account}:key/*` })).toBe('fails');
  });

  test('a key that the plan does not tell: nobody knows', async () => {
    expect(await verdict({ replicaKey: reference('local.key') })).toBe('unknown');
  });
});

test('a destination that the plan does not hold is not known, not missing', async () => {
  const { replication, findings } = await judge(planWith({ destinationIsHere: false }));
  expect(replication[0]?.verdict).toBe('unknown');
  expect(findings.map(({ rule }) => rule)).not.toContain('destination/bucket-missing');
});

describe('with other inputs', () => {
  const suspended = (collectedAt: string): unknown => ({
    format: 'replint-snapshot/1',
    collectedAt,
    accounts: [
      {
        id: account,
        buckets: [{ Name: 'b', BucketRegion: 'us-west-2', GetBucketVersioning: { Status: 'Suspended' } }],
      },
    ],
  });

  test('the plan is newer than a snapshot from before it', async () => {
    expect((await judge(planWith({}), suspended('2026-11-20T00:00:00Z'))).replication[0]?.verdict).toBe('replicates');
  });

  test('what was collected after the plan is newer than it', async () => {
    expect((await judge(planWith({}), suspended('2026-11-26T13:00:00Z'))).replication[0]?.verdict).toBe('fails');
  });

  test('a state is older than any plan', async () => {
    const old = shownState([
      {
        address: 'aws_s3_bucket.b',
        values: { bucket: 'b', arn: 'arn:aws:s3:::b', region: 'us-west-2', versioning: [{ enabled: false }] },
      },
      { address: 'aws_kms_key.k', values: { arn: literal, key_id: 'mrk-0123456789abcdef0123456789abcdef' } },
    ]);
    expect((await judge(planWith({}), old)).replication[0]?.verdict).toBe('replicates');
  });
});
