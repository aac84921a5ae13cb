/** Answers that stand one behind the other in one file, as `aws … >> answers.json` leaves them. */
import { describe, expect, test } from '@jest/globals';
import type { Estate } from '../../../src/estate/model.js';
import type { Reading } from '../../../src/sources/adapter.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { joinReadings } from '../../../src/sources/join-readings.js';
import { readFiles } from '../../../src/sources/recognise.js';

const account = '111122223333';
const role = `arn:aws:iam::${account}:role/mover`;
const identity = { UserId: 'AIDA', Account: account, Arn: `arn:aws:iam::${account}:user/a` };
const replication = {
  ReplicationConfiguration: {
    Role: role,
    Rules: [{ ID: 'all', Status: 'Enabled', Prefix: '', Destination: { Bucket: 'arn:aws:s3:::copies' } }],
  },
};
const enabled = { Status: 'Enabled' };
const policyOf = (bucket: string) => ({
  Policy: JSON.stringify({
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: `arn:aws:s3:::${bucket}/*` }],
  }),
});
const ofRole = {
  Role: { RoleName: 'mover', Arn: role, AssumeRolePolicyDocument: { Statement: [] } },
};
const error = 'An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: none';

const pretty = (value: unknown): string => JSON.stringify(value, null, 4);
const forms: readonly (readonly [name: string, write: (values: readonly unknown[]) => string])[] = [
  ['one behind the other', (values) => values.map((value) => `${pretty(value)}\n`).join('')],
  ['one a line', (values) => values.map((value) => JSON.stringify(value)).join('\n')],
  ['without a space between', (values) => values.map((value) => JSON.stringify(value)).join('')],
  ['with the line ends of Windows', (values) => values.map(pretty).join('\n').replaceAll('\n', '\r\n')],
  ['as a list', pretty],
  ['with empty lines', (values) => `\n\n${values.map(pretty).join('\n\n\n')}\n\n`],
];

async function read(files: Readonly<Record<string, string>>, given = ''): Promise<readonly Reading[]> {
  return readFiles(
    Object.entries(files).map(
      ([name, text]) =>
        new InputFile({
          name: given === '' ? name : `${given}/${name}`,
          given: given === '' ? name : given,
          text,
          bytes: null,
        }),
    ),
  );
}

async function estateOf(files: Readonly<Record<string, string>>, given = ''): Promise<Estate> {
  return joinReadings(await read(files, given)).estate;
}

describe('answers about one bucket', () => {
  test.each(forms)('%s', async (_, write) => {
    const { buckets, roles } = await estateOf({
      'answers.json': write([identity, policyOf('orders'), enabled, replication, ofRole]),
    });
    expect([...buckets.keys()]).toEqual(['orders']);
    expect(buckets.get('orders')).toMatchObject({
      account,
      versioning: { value: { Status: 'Enabled' } },
      replication: { state: 'known' },
      policy: { state: 'known' },
    });
    expect(roles.get(role)).toMatchObject({ trustPolicy: { state: 'known' } });
  });

  test('errors between them are answers, too, also the first', async () => {
    for (const values of [
      [`\n${error}\n`, pretty(identity), pretty(replication), pretty(enabled)],
      [pretty(identity), pretty(replication), `aws: [ERROR]: ${error}`, pretty(enabled)],
    ]) {
      const { buckets } = await estateOf({ 'orders.json': values.join('\n') });
      expect(buckets.get('orders')).toMatchObject({
        account,
        policy: { state: 'absent', code: 'NoSuchBucketPolicy' },
        versioning: { state: 'known' },
        replication: { state: 'known' },
      });
    }
  });

  test('each has its place', async () => {
    const [reading] = await read({ 'orders.json': [identity, enabled, replication].map(pretty).join('\n') });
    const { estate, locators } = joinReadings(reading === undefined ? [] : [reading]);
    const found = estate.buckets.get('orders')?.replication;
    const pointer = found?.state === 'known' ? `${found.origin.pointer}/Rules/0/Destination` : '';
    const lines = [identity, enabled].map(pretty).join('\n').split('\n').length;
    const own = pretty(replication)
      .split('\n')
      .findIndex((line) => line.includes('"Destination"'));
    expect(locators.get('orders.json')?.placesOf([pointer]).get(pointer)).toMatchObject({
      file: 'orders.json',
      line: lines + own + 1,
    });
  });
});

describe('answers about several buckets', () => {
  test.each([
    ['two that are alike', [enabled, { Status: 'Suspended' }]],
    ['policies of two', [policyOf('orders'), policyOf('copies'), enabled]],
    ['the policy of the destination', [replication, policyOf('copies'), enabled]],
  ])('%s: what names no bucket is left out, and said', async (_, values) => {
    const text = [identity, ...values].map(pretty).join('\n');
    const readings = await read({ 'orders.json': text });
    expect(readings.flatMap(({ faults }) => faults)).toEqual([]);
    const { buckets } = joinReadings(readings).estate;
    for (const bucket of buckets.values()) expect(bucket.versioning.state).toBe('not-collected');
    for (const bucket of buckets.values()) expect(bucket.replication.state).toBe('not-collected');
    expect(readings[0]?.notes?.join()).toContain('orders.json (GetBucketVersioning: nothing says which bucket');
  });

  test('a file that says nothing of whose its answers are is refused at the first of them', async () => {
    const readings = await read({ 'answers.json': [enabled, { Status: 'Suspended' }].map(pretty).join('\n') });
    expect(readings.flatMap(({ faults }) => faults)).toEqual([
      expect.objectContaining({ place: expect.objectContaining({ line: 1 }) }),
      expect.objectContaining({ place: expect.objectContaining({ line: 4 }) }),
    ]);
  });

  test('two files: each is about its own', async () => {
    const files = {
      'orders.json': [identity, policyOf('orders'), enabled].map(pretty).join('\n'),
      'copies.json': [identity, policyOf('copies'), { Status: 'Suspended' }].map(pretty).join('\n'),
    };
    const { buckets } = await estateOf(files, 'given');
    expect([...buckets.values()].map(({ name, versioning }) => [name, versioning])).toEqual([
      ['orders', expect.objectContaining({ value: { Status: 'Enabled' } })],
      ['copies', expect.objectContaining({ value: { Status: 'Suspended' } })],
    ]);
  });
});

describe('what is no list of answers', () => {
  test.each([
    ['messages of a tool', [{ '@level': 'info' }, { '@level': 'info' }, enabled]],
    ['mostly something else', [enabled, { a: 1 }, { b: 1 }]],
    ['a list of something else', [[{ a: 1 }]]],
    ['one that is cut', ['{"Status": "Enabled"}\n{"Status": ']],
    ['one with an odd text', ['{"Status": "Enabled"}\n{"Status": "a" "b"}']],
  ])('%s', async (_, values) => {
    const text = values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join('\n');
    const readings = await read({ 'orders.json': text });
    expect(readings.map(({ kind, faults }) => [kind, faults.length])).toEqual([['unknown', 1]]);
  });
});
