/** Evidence beside verdicts: what agrees, what contradicts, what explains, and what is left alone. */
import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteFile } from 'hyparquet-writer';
import { readEvidence } from '../../src/evidence/read-evidence.js';
import type { Report } from '../../src/report/model.js';
import table from '../../src/reporters/table.js';
import { ruleFacts } from '../../src/rule-facts.js';
import { auditOf, fixture } from '../audit-of.js';
import { failureEvent, trailEvent } from './events.js';

const folder = mkdtempSync(join(tmpdir(), 'replint-agreement-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function auditWith(estate: unknown, records: readonly object[]): Promise<Report> {
  const path = join(folder, 'events.json');
  writeFileSync(path, JSON.stringify({ Records: records }));
  return auditOf(estate, { evidence: await readEvidence([path]) });
}

const good = fixture('article-good');
const [entry] = auditOf(good).replication;
const bucket = entry?.source.bucket ?? '';
const destination = entry?.destination?.bucket ?? '';
const rule = entry?.replicationRule?.id ?? '';
const role = entry?.role ?? '';
const noEncrypt = fixture('article-no-kms-encrypt');
const unreadable = fixture('key-policy-unreadable');

const failed = (reason: string, time?: string): object =>
  failureEvent({ bucket, destination, rule, reason, ...(time === undefined ? {} : { time }) });

function rendered(report: Report, detail: 'normal' | 'compact' = 'normal'): string {
  return table(report, { rules: ruleFacts, color: false, width: 100, workingDirectory: '/', failOn: 'error', detail });
}

test.each(['normal', 'compact'] as const)('what S3 said stands between single empty lines: %s', async (detail) => {
  const text = rendered(await auditWith(noEncrypt, [failed('DstPutObjectNotPermitted')]), detail);
  expect(text).toContain('\n\nObserved\n\n');
  expect(text).not.toContain('\n\n\n');
});

function ours({ findings }: Report): readonly string[] {
  return findings
    .filter(({ rule: id }) => id === 'evidence/contradicted')
    .map(({ level, message }) => `${level} ${message}`);
}

test('the fixtures have the verdicts that these tests are about', () => {
  expect([good, noEncrypt, unreadable].map((estate) => auditOf(estate).replication[0]?.verdict)).toEqual([
    'replicates',
    'fails',
    'unknown',
  ]);
});

test('without evidence nothing is said', () => {
  expect(auditOf(good).replication[0]).not.toHaveProperty('evidence');
});

describe('where it is allowed', () => {
  test('failures contradict, and explanations are named; the verdict stays', async () => {
    const report = await auditWith(good, [
      failed('DstPutObjectNotPermitted'),
      failed('DstPutObjectNotPermitted', '2026-11-25T12:00:00Z'),
    ]);
    expect(report.replication[0]).toMatchObject({
      verdict: 'replicates',
      evidence: {
        from: '2026-11-25T10:00:00.000Z',
        to: '2026-11-25T12:00:00Z',
        failed: 2,
        missed: 0,
        reasons: { DstPutObjectNotPermitted: 2 },
        lastFailure: '2026-11-25T12:00:00Z',
        agrees: false,
      },
    });
    expect(ours(report)).toEqual([expect.stringMatching(/^warning Replication rule/u)]);
    const finding = report.findings.find(({ rule: id }) => id === 'evidence/contradicted');
    expect(finding?.help).toMatch(/^It may be that the objects are encrypted with another KMS key.* Look at one/u);
    // Who reads the table in the middle sees them, too.
    const text = rendered(report).replaceAll(/\s+/gu, ' ');
    expect(text).toContain('fix It may be that the objects are encrypted with another KMS key');
    expect(text).toContain('S3 said between 2026-11-25T10:00:00.000Z and 2026-11-25T12:00:00Z: 2 failed');
  });

  test('one event is said in the singular', async () => {
    const report = await auditWith(good, [failed('DstPutObjectNotPermitted')]);
    expect(report.replication[0]?.evidence?.message).toContain('S3 said at 2026-11-25T10:00:00.000Z: 1 failed');
  });

  test.each(['SrcKeyNotFound', 'DstObjectHardDeleted'])('%s lies in the object', async (reason) => {
    const report = await auditWith(good, [failed(reason)]);
    expect(report.replication[0]?.evidence).toMatchObject({ failed: 1, agrees: null });
    expect(ours(report)).toEqual([]);
  });

  test('failures before the last change are over', async () => {
    const change = {
      ...trailEvent(role, {}),
      userIdentity: { type: 'IAMUser' },
      eventSource: 'iam.amazonaws.com',
      eventName: 'PutRolePolicy',
      eventTime: '2026-11-26T00:00:00Z',
      requestParameters: { roleName: role.slice(role.lastIndexOf('/') + 1) },
    };
    const report = await auditWith(good, [failed('DstPutObjectNotPermitted'), change]);
    expect(ours(report)).toEqual([]);
    expect(report.replication[0]?.evidence).toMatchObject({
      agrees: null,
      message: expect.stringContaining('older than the last change') as unknown as string,
    });
    const since = await auditWith(good, [failed('DstPutObjectNotPermitted', '2026-11-26T01:00:00Z'), change]);
    expect(ours(since)).toHaveLength(1);
  });

  test('writes by the role agree', async () => {
    const report = await auditWith(good, [
      trailEvent(role, { requestParameters: { bucketName: destination, key: 'a' } }),
    ]);
    expect(report.replication[0]?.evidence).toMatchObject({ completed: 1, agrees: true });
  });

  test.each([
    ['another rule', { rule: 'other' }],
    ['another destination', { destination: 'elsewhere' }],
    ['another bucket', { bucket: 'elsewhere' }],
  ])('what is said about %s is not about this one', async (_name, more) => {
    const report = await auditWith(good, [
      failureEvent({ bucket, destination, rule, reason: 'DstPutObjectNotPermitted', ...more }),
    ]);
    expect(report.replication[0]).not.toHaveProperty('evidence');
  });

  test('another role at the same destination is not ours', async () => {
    const report = await auditWith(good, [
      trailEvent('arn:aws:iam::999988887777:role/other', { requestParameters: { bucketName: destination, key: 'a' } }),
    ]);
    expect(report.replication[0]).not.toHaveProperty('evidence');
  });
});

describe('where it fails', () => {
  test('the predicted reason agrees', async () => {
    const predicted = auditOf(noEncrypt).findings.flatMap(({ failureReasons }) => failureReasons);
    const report = await auditWith(noEncrypt, [failed(predicted[0] ?? '')]);
    expect(predicted.length).toBeGreaterThan(0);
    expect(report.replication[0]?.evidence).toMatchObject({ failed: 1, agrees: true });
    expect(ours(report)).toEqual([]);
  });

  test('another reason corrects the cause', async () => {
    const report = await auditWith(noEncrypt, [failed('AssumeRoleNotPermitted')]);
    expect(report.replication[0]?.evidence).toMatchObject({ agrees: false });
    expect(ours(report)[0]).toContain('for another reason');
  });

  test('a denial that names another kind of policy corrects the cause', async () => {
    const errorMessage =
      'User: x is not authorized to perform: s3:ReplicateObject on resource: "y" with an explicit deny in a service control policy';
    const report = await auditWith(noEncrypt, [
      trailEvent(role, {
        errorCode: 'AccessDenied',
        errorMessage,
        requestParameters: { bucketName: destination, key: 'a' },
      }),
    ]);
    expect(ours(report)[0]).toContain('s3:ReplicateObject was denied by a service control policy');
  });

  test('success contradicts', async () => {
    const report = await auditWith(noEncrypt, [
      trailEvent(role, { requestParameters: { bucketName: destination, key: 'a' } }),
    ]);
    expect(report.replication[0]).toMatchObject({ verdict: 'fails', evidence: { completed: 1, agrees: false } });
    expect(ours(report)[0]).toContain('reports success');
  });
});

describe('where it is unknown', () => {
  test('a denial decides, and says which kind of policy; the verdict is never made better', async () => {
    const [open] = auditOf(unreadable).replication;
    const errorMessage =
      'User: x is not authorized to perform: kms:Encrypt on resource: "y" because no resource-based policy allows the kms:Encrypt action';
    const event = trailEvent(open?.role ?? '', {
      errorCode: 'AccessDenied',
      errorMessage,
      requestParameters: { bucketName: open?.destination?.bucket, key: 'a' },
    });
    const report = await auditWith(unreadable, [event]);
    expect(ours(report)[0]).toContain('S3 says that it does not');
    expect(ours(report)[0]).toContain('kms:Encrypt lacks an Allow in a resource-based policy');
    expect(report.replication[0]?.verdict).toBe('unknown');
    const done = await auditWith(unreadable, [
      trailEvent(open?.role ?? '', { requestParameters: { bucketName: open?.destination?.bucket, key: 'a' } }),
    ]);
    expect(ours(done)).toEqual([]);
    expect(done.replication[0]?.verdict).toBe('unknown');
  });
});

test('an inventory in Parquet', async () => {
  const filename = join(folder, 'inventory.parquet');
  parquetWriteFile({
    filename,
    columnData: [
      { name: 'bucket', data: [bucket, bucket, bucket], type: 'STRING' },
      { name: 'key', data: ['a', 'b', 'c'], type: 'STRING' },
      { name: 'replication_status', data: ['COMPLETED', 'FAILED', null], type: 'STRING' },
    ],
  });
  const { replication } = auditOf(good, { evidence: await readEvidence([filename]) });
  expect(replication[0]?.evidence).toMatchObject({ completed: 1, failed: 1, agrees: false });
});
