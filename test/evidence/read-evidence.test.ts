/** What is read of every form of evidence, whatever it is wrapped in, and that hostile input costs only itself. */
import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readEvidence } from '../../src/evidence/read-evidence.js';
import { evidenceFrom } from '../../src/run/evidence-from.js';
import { longestRecord } from '../../src/evidence/split-json.js';
import type { S3Evidence } from '../../src/report/evidence.js';
import { failureEvent, trailEvent } from './events.js';

const folder = mkdtempSync(join(tmpdir(), 'replint-evidence-'));
afterAll(() => rmSync(folder, { recursive: true }));

let number = 0;
function file(content: string | Uint8Array, name = `${(number += 1)}`): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function read(...contents: readonly (string | Uint8Array)[]): Promise<S3Evidence> {
  return readEvidence(contents.map((content) => file(content)));
}

const one = failureEvent({ bucket: 'orders', destination: 'copies', reason: 'DstPutObjectNotPermitted' });
const notification = { Records: [one] };
const text = JSON.stringify(notification);

describe('a failure event', () => {
  test.each<readonly [string, string | Uint8Array]>([
    ['as S3 sends it', text],
    ['indented', JSON.stringify(notification, null, 2)],
    ['gzip', gzipSync(text)],
    ['with a byte order mark', `\ufeff${text}`],
    ['alone', JSON.stringify(one)],
    ['in a list', JSON.stringify([one])],
    [
      'from SNS',
      JSON.stringify({ Type: 'Notification', MessageId: 'm', TopicArn: 'arn:aws:sns:us-east-1:1:t', Message: text }),
    ],
    ['from SQS', JSON.stringify({ Messages: [{ MessageId: 'm', Body: text }] })],
    [
      'from SNS through SQS',
      JSON.stringify({ Messages: [{ Body: JSON.stringify({ Type: 'Notification', Message: text }) }] }),
    ],
    ['from Lambda', JSON.stringify({ Records: [{ EventSource: 'aws:sns', Sns: { Message: text } }] })],
    ['from SQS to Lambda', JSON.stringify({ Records: [{ messageId: 'm', eventSource: 'aws:sqs', body: text }] })],
    ['from a log of CloudWatch', JSON.stringify({ events: [{ timestamp: 1, message: text }] })],
    [
      'from EventBridge',
      JSON.stringify({
        version: '0',
        id: 'i',
        'detail-type': 'Object Replication Failed',
        source: 'aws.s3',
        time: '2026-11-25T10:00:00Z',
        resources: ['arn:aws:s3:::orders'],
        detail: {
          bucket: { name: 'orders' },
          object: { key: 'a/b c%.txt' },
          'replication-rule-id': 'everything',
          'destination-bucket': 'copies',
          'failure-reason': 'DstPutObjectNotPermitted',
        },
      }),
    ],
  ])('%s', async (_name, content) => {
    const { tallies } = await read(content);
    expect(tallies).toMatchObject([
      {
        bucket: 'orders',
        destination: 'copies',
        replicationRule: 'everything',
        failed: 1,
        completed: 0,
        reasons: { DstPutObjectNotPermitted: 1 },
        lastFailedKey: 'a/b c%.txt',
      },
    ]);
    expect(tallies[0]?.lastFailure).toMatch(/^2026-11-25T10:00:00/u);
  });

  test('of other kinds', async () => {
    const named = (name: string) =>
      failureEvent({ bucket: 'orders', destination: 'copies', name: `Replication:${name}` });
    const { tallies } = await read(
      JSON.stringify({
        Records: [
          'OperationMissedThreshold',
          'OperationNotTracked',
          'OperationReplicatedAfterThreshold',
          'Invented',
        ].map(named),
      }),
    );
    expect(tallies).toMatchObject([{ failed: 0, missed: 2, completed: 1 }]);
  });
});

const role = 'arn:aws:iam::111122223333:role/mover';

describe('CloudTrail', () => {
  test.each<readonly [string, string, unknown]>([
    [
      'because no identity-based policy allows the s3:ReplicateObject action',
      's3:ReplicateObject',
      { policy: 'identity', isExplicit: false },
    ],
    [
      'because no resource-based policy allows the s3:ReplicateObject action',
      's3:ReplicateObject',
      { policy: 'resource', isExplicit: false },
    ],
    [
      'with an explicit deny in a service control policy, with policy ARN: arn:aws:organizations::1:policy/o-1/service_control_policy/p-1',
      's3:ReplicateObject',
      {
        policy: 'service-control',
        isExplicit: true,
        arn: 'arn:aws:organizations::1:policy/o-1/service_control_policy/p-1',
      },
    ],
    [
      'with an explicit deny in a resource control policy',
      's3:ReplicateObject',
      { policy: 'resource-control', isExplicit: true },
    ],
    [
      'with an explicit deny in a resource-based policy',
      's3:ReplicateObject',
      { policy: 'resource', isExplicit: true, arn: null },
    ],
    [
      'because no permissions boundary allows the kms:Encrypt action',
      'kms:Encrypt',
      { policy: 'permissions-boundary', isExplicit: false },
    ],
    ['because no session policy allows the s3:ReplicateObject action', 's3:ReplicateObject', { policy: 'session' }],
  ])('a denial %s', async (why, action, denial) => {
    const errorMessage = `User: arn:aws:sts::111122223333:assumed-role/mover/s3-replication is not authorized to perform: ${action} on resource: "arn:aws:s3:::copies/a" ${why}`;
    const { tallies } = await read(
      JSON.stringify({
        Records: [
          trailEvent(role, {
            errorCode: 'AccessDenied',
            errorMessage,
            requestParameters: { bucketName: 'copies', key: 'a' },
          }),
        ],
      }),
    );
    expect(tallies).toMatchObject([
      {
        bucket: null,
        destination: 'copies',
        role,
        failed: 1,
        denials: [{ action, count: 1, last: '2026-11-25T11:00:00Z', ...(denial as object) }],
      },
    ]);
  });

  test('an unknown text is no cause', async () => {
    const { tallies } = await read(
      JSON.stringify({
        Records: [
          trailEvent(role, {
            errorCode: 'AccessDenied',
            errorMessage: 'Access Denied',
            requestParameters: { bucketName: 'copies', key: 'a' },
          }),
        ],
      }),
    );
    expect(tallies).toMatchObject([{ failed: 1, denials: [] }]);
  });

  test('writes, key uses, changes, and all that is none of it', async () => {
    const context = { 'aws:s3:arn': 'arn:aws:s3:::orders/a/b' };
    const other = {
      ...trailEvent(role, {}),
      userIdentity: { type: 'AssumedRole', principalId: 'AROA:me' },
      eventName: 'PutObject',
      requestParameters: { bucketName: 'copies' },
    };
    const { tallies, changes, notices } = await read(
      JSON.stringify({
        Records: [
          trailEvent(role, { requestParameters: { bucketName: 'copies', key: 'a' } }),
          trailEvent(role, {
            eventSource: 'kms.amazonaws.com',
            eventName: 'Decrypt',
            errorCode: 'AccessDenied',
            errorMessage: '',
            requestParameters: { encryptionContext: context },
          }),
          {
            ...trailEvent(role, {}),
            userIdentity: { type: 'IAMUser' },
            eventSource: 'iam.amazonaws.com',
            eventName: 'PutRolePolicy',
            requestParameters: { roleName: 'mover' },
          },
          {
            ...trailEvent(role, {}),
            userIdentity: { type: 'IAMUser' },
            eventName: 'PutBucketPolicy',
            eventTime: '2026-11-20T00:00:00Z',
            requestParameters: { bucketName: 'copies' },
          },
          other,
          trailEvent(role, {
            eventName: 'HeadObject',
            errorCode: 'MethodNotAllowed',
            requestParameters: { bucketName: 'copies', key: 'a' },
          }),
        ],
      }),
    );
    expect(tallies).toMatchObject([
      { bucket: 'orders', destination: null, completed: 0, failed: 1, lastFailedKey: 'a/b' },
      { bucket: null, destination: 'copies', completed: 1, failed: 0 },
    ]);
    expect(changes).toEqual([
      { subject: 'copies', operation: 'PutBucketPolicy', time: '2026-11-20T00:00:00Z' },
      { subject: 'mover', operation: 'PutRolePolicy', time: '2026-11-25T11:00:00Z' },
    ]);
    expect(notices).toEqual([]);
  });
});

describe('rows', () => {
  test.each([
    [
      'as the schema says',
      'orders,a%2Fb+c.txt,v1,failed,PermanentFailure,200,"DstPutObjectNotPermitted: no, ""never"""',
    ],
    [
      'as the examples show',
      'orders,a%2Fb+c.txt,v1,failed,200,PermanentFailure,"AccessDenied, DstPutObjectNotPermitted"',
    ],
    ['quoted', '"orders","a%2Fb+c.txt","v1","failed","DstPutObjectNotPermitted","403","no"'],
  ])('of a completion report, %s', async (_name, row) => {
    const { tallies } = await read(`${row}\r\norders,x,v2,succeeded,,200,Successful\n`);
    expect(tallies).toMatchObject([
      {
        bucket: 'orders',
        failed: 1,
        completed: 1,
        reasons: { DstPutObjectNotPermitted: 1 },
        lastFailedKey: 'a/b c.txt',
      },
    ]);
  });

  test('of an inventory, with its manifest, with a header, or by what they hold', async () => {
    const rows =
      '"orders","a%20b","v","true","FAILED","x"\n"orders","b","v","true","COMPLETED","x"\n"orders","c","v","true","","x"\n';
    const manifest = file(
      JSON.stringify({
        sourceBucket: 'orders',
        fileFormat: 'CSV',
        fileSchema: 'Bucket, Key, VersionId, IsLatest, ReplicationStatus, ETag',
        files: [{ key: 'data/inventory-data.csv' }],
      }),
    );
    const expected = [{ bucket: 'orders', failed: 1, completed: 1, lastFailedKey: 'a b' }];
    expect((await readEvidence([file(gzipSync(rows), 'inventory-data.csv'), manifest])).tallies).toMatchObject(
      expected,
    );
    expect((await read(rows)).tallies).toMatchObject(expected);
    expect((await read(`Bucket,Key,VersionId,IsLatest,ReplicationStatus,ETag\n${rows}`)).tallies).toMatchObject(
      expected,
    );
  });
});

test('of all versions: that a deletion is replicated, or fails, says nothing about objects', async () => {
  const names = 'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, ReplicationStatus';
  const rows = [
    '"orders","a","v1","true","false","5","COMPLETED"',
    '"orders","a","v0","false","false","5","FAILED"',
    '"orders","b","v2","true","true","","FAILED"',
    '"orders","c","v3","true","true","","COMPLETED"',
  ].join('\n');
  const manifest = file(
    JSON.stringify({ sourceBucket: 'orders', fileSchema: names, files: [{ key: 'data/versions.csv' }] }),
  );
  const expected = [{ failed: 1, completed: 1, lastFailedKey: 'a' }];
  expect((await readEvidence([file(rows, 'versions.csv'), manifest])).tallies).toMatchObject(expected);
  expect((await read(rows)).tallies).toMatchObject(expected);
});

test('a folder, as it is copied from a bucket: what is no evidence in it is counted and named', async () => {
  const top = mkdtempSync(join(folder, 'trail-'));
  mkdirSync(join(top, 'AWSLogs/2026/11'), { recursive: true });
  writeFileSync(join(top, 'AWSLogs/2026/11/a.json.gz'), gzipSync(text));
  writeFileSync(join(top, 'AWSLogs/2026/11/b.json'), JSON.stringify({ Records: [] }));
  writeFileSync(join(top, 'AWSLogs/2026/11/empty.json'), '');
  writeFileSync(join(top, 'notes.txt'), 'hello\n');
  const evidence = await evidenceFrom({ evidence: [top] });
  expect(evidence?.tallies).toMatchObject([{ bucket: 'orders', failed: 1 }]);
  expect(evidence?.notices.join('\n')).toContain('notes.txt');
  await expect(evidenceFrom({ evidence: [top, join(top, 'notes.txt')] })).rejects.toThrow('notes.txt');
});

test.each([
  ['Bucket, Key, ReplicationStatus', ['a.csv.gz'], 'lists a file that is not given'],
  ['Bucket, Key, Size', ['a.csv.gz', 'b.csv.gz'], 'lists 2 files that are not given'],
  ['message s3.inventory { required binary bucket (UTF8); }', ['a.parquet'], 'lists a file that is not given'],
])('a manifest without its files says that they are missing: %s', async (fileSchema, names, message) => {
  const files = names.map((name) => ({ key: `inventory/data/${name}` }));
  const { notices } = await read(JSON.stringify({ fileSchema, files, sourceBucket: 'orders' }));
  expect(notices).toEqual([expect.stringContaining(message)]);
  expect(notices[0]).toContain(names.join(', '));
});

describe('hostile input', () => {
  test('broken lines cost only themselves', async () => {
    const lines = [
      JSON.stringify(one),
      '{"Records":[{"a":',
      JSON.stringify(one),
      '{"broken": "text',
      JSON.stringify(one),
      '{}',
      `{"x":"${'y'.repeat(1000)}"}`,
      JSON.stringify(one),
    ];
    const { tallies, notices } = await read(lines.join('\n'));
    expect(tallies).toMatchObject([{ failed: 4 }]);
    expect(notices.join(' ')).toContain('cannot be read');
  });

  test('a record beyond all bounds is passed over', async () => {
    const huge = `{"eventName":"x","text":"${'z'.repeat(longestRecord + 10)}"}`;
    const { tallies } = await read(`${JSON.stringify(one)}\n${huge}\n${JSON.stringify(one)}`);
    expect(tallies).toMatchObject([{ failed: 2 }]);
  });

  test('a log that was cut off counts as far as it goes', async () => {
    const packed = gzipSync(
      Array.from({ length: 5000 }, (_, index) =>
        JSON.stringify(
          failureEvent({ bucket: 'orders', destination: 'copies', key: `${index}`, reason: 'DstKmsKeyNotFound' }),
        ),
      ).join('\n'),
    );
    const { tallies, notices } = await read(packed.subarray(0, packed.length - 100));
    expect(tallies[0]?.failed).toBeGreaterThan(0);
    expect(notices.join(' ')).toContain('to its end');
  });

  test('names of all sorts stay data', async () => {
    const { tallies } = await read(
      JSON.stringify(
        failureEvent({ bucket: '__proto__', destination: 'constructor', rule: 'toString', reason: '__proto__' }),
      ),
    );
    expect(tallies).toMatchObject([{ bucket: '__proto__', replicationRule: 'toString', failed: 1 }]);
  });

  test.each([
    ['{"a":1}', 'holds nothing that S3 said'],
    ['bucket,count\norders,5\n', 'holds nothing that S3 said'],
    ['<xml/>', 'holds nothing that S3 said'],
  ])('%s is told what is wanted', async (content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });

  test('ORC is named as not read; Parquet that is none is an error', async () => {
    expect((await read('ORC\u0001\u0002')).notices.join(' ')).toContain('ORC');
    await expect(read('PAR1 and no more')).rejects.toThrow('looks like Parquet');
  });
});

test('chunks may end anywhere', async () => {
  const { JsonSplitter } = await import('../../src/evidence/split-json.js');
  const bytes = Buffer.from(
    `${JSON.stringify({ Records: [one, { a: '}{"\\"', b: [1, { c: {} }] }], after: { x: 1 } })}\n${JSON.stringify(one)}`,
  );
  const whole: string[] = [];
  for (const size of [1, 2, 3, 7, 64, bytes.length]) {
    const found: string[] = [];
    const splitter = new JsonSplitter((record) => found.push(record));
    for (let at = 0; at < bytes.length; at += size) splitter.write(bytes.subarray(at, at + size));
    splitter.end();
    if (whole.length === 0) whole.push(...found);
    expect(found).toEqual(whole);
  }
  expect(whole.map((record) => Object.keys(JSON.parse(record) as object)[0])).toEqual([
    'eventVersion',
    'a',
    'eventVersion',
  ]);
});
