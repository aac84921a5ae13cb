import { describe, expect, test } from '@jest/globals';
import type { Diff, PairChange } from '../../src/diff/model.js';
import { noticeOf, type News } from '../../src/job/reports/notice.js';

const calm: Diff = {
  format: 'replint-diff/1',
  old: { name: 'run 1', collectedAt: '2026-11-24T05:00:00Z' },
  new: { name: 'run 2', collectedAt: '2026-11-25T05:00:00Z' },
  gotWorse: false,
  broke: [],
  mended: [],
  otherwise: [],
  newFindings: [],
  goneFindings: [],
  changes: [],
};

function pair(bucket: string, rule = 'everything'): PairChange {
  return {
    source: { bucket, account: '111122223333', region: 'us-east-1' },
    destination: { bucket: `${bucket}-replica`, account: '444455556666', region: 'us-west-2' },
    replicationRule: rule,
    role: null,
    old: 'replicates',
    new: 'fails',
    parts: [],
    failureReasons: ['DstPutObjectNotPermitted'],
    because: [],
    changes: [
      {
        resource: 'arn:aws:iam::111122223333:role/crr',
        what: 'changed',
        name: 'identity policy kms',
        statement: 'Statement[2]',
        sid: 'Replica',
        details: ['Action loses kms:Encrypt'],
      },
    ],
  };
}

function news(diff: Partial<Diff>, more: Partial<News> = {}): News {
  return {
    diff: { ...calm, ...diff },
    unread: [],
    unreadBefore: [],
    place: 's3://reports/reports/2026/11/25/2/',
    ...more,
  };
}

describe('the notice', () => {
  test('is none when nothing changed, and when the same accounts cannot be read as before', () => {
    const unread = [{ account: '111122223333', reason: 'no entry' }];
    expect(noticeOf(news({}))).toBeNull();
    expect(noticeOf(news({}, { unread, unreadBefore: unread }))).toBeNull();
  });

  test('says what broke, which statement changed, what S3 will say, and where to read on', () => {
    const notice = noticeOf(news({ broke: [pair('orders')], gotWorse: true }));
    expect(notice?.subject).toBe('replint: 1 replication rule broke, 0 fixed. 0 new findings, 0 gone.');
    expect(notice?.message.split('\n')).toEqual([
      '1 replication rule broke, 0 fixed. 0 new findings, 0 gone.',
      'From run 1 (2026-11-24T05:00:00Z) to run 2 (2026-11-25T05:00:00Z).',
      '',
      'BROKE orders → orders-replica, replication rule "everything": replicates → fails',
      '  S3 is going to fail with: DstPutObjectNotPermitted',
      '  changed: arn:aws:iam::111122223333:role/crr: identity policy kms, Statement[2], Sid "Replica" changed: Action loses kms:Encrypt',
      '',
      'Report and drift: s3://reports/reports/2026/11/25/2/',
      '',
    ]);
  });

  test('says which accounts cannot be read any more, and which can again', () => {
    const unread = [{ account: '111122223333', reason: 'AssumeRole: AccessDenied' }];
    const notice = noticeOf(news({}, { unread, unreadBefore: [{ account: '444455556666', reason: '' }] }));
    expect(notice?.subject).toBe('replint: 1 account could not be read, 1 account can be read again');
    expect(notice?.message).toContain('  111122223333: AssumeRole: AccessDenied\n');
    expect(notice?.message).toContain('Read again: 444455556666\n');
  });

  test('stays short enough for SNS and for a mail, and says what it leaves out', () => {
    const broke = Array.from({ length: 3_000 }, (_, index) => pair(`bucket-${index}-é`));
    const { subject, message } = noticeOf(news({ broke })) ?? { subject: '', message: '' };
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(30_000);
    expect(message).toMatch(/… \d+ more lines: see the files below\.\n\nReport and drift: s3:/);
    expect(subject.length).toBeLessThanOrEqual(100);
  });

  test('makes hostile names harmless', () => {
    const name = 'x\nFIXED everything\u001b[2J\u202e';
    const { subject, message } = noticeOf(news({ broke: [pair('orders', name)] })) ?? { subject: '', message: '' };
    expect(message.split('\n').filter((line) => line.startsWith('FIXED'))).toEqual([]);
    expect(message).not.toContain('\u001b');
    expect(message).not.toContain('\u202e');
    expect(subject).toMatch(/^[ -~]{1,100}$/);
  });
});
