/** Who pays for requests to the destination: only a bucket of another account must not be Requester Pays, and nobody guesses. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';
import { render } from '../reporters/render.js';
import { auditOf, loud } from '../audit-of.js';

const refused = { Error: { Code: 'AccessDenied', Message: 'Access Denied' } };

function withPayment(crossAccount: boolean, answer: unknown): unknown {
  const { snapshot } = buildEstate({ crossAccount });
  const bucket = snapshot.accounts.at(-1)?.buckets.at(-1);
  bucket.GetBucketRequestPayment = answer;
  return snapshot;
}

describe('who pays for requests to the destination bucket', () => {
  test.each<readonly [string, boolean, unknown, string, readonly string[], readonly string[]]>([
    ['its owner, another account', true, { Payer: 'BucketOwner' }, 'replicates', [], []],
    ['the requester, another account', true, { Payer: 'Requester' }, 'fails', [], ['error destination/requester-pays']],
    ['not read, another account', true, refused, 'unknown', [], []],
    ['not asked, another account', true, undefined, 'replicates', ['bucket-owner-pays'], []],
    ['its owner, the same account', false, { Payer: 'BucketOwner' }, 'replicates', [], []],
    ['the requester, the same account', false, { Payer: 'Requester' }, 'replicates', [], []],
    ['not read, the same account', false, refused, 'replicates', [], []],
    ['not asked, the same account', false, undefined, 'replicates', [], []],
  ])('%s', (_name, crossAccount, answer, verdict, assumptions, findings) => {
    const report = auditOf(withPayment(crossAccount, answer));
    const [entry] = report.replication;
    expect(entry).toMatchObject({ verdict, assumptions });
    expect(loud(report)).toEqual(findings);
  });

  test('what was refused is named, with the read that would tell', () => {
    const { findings } = auditOf(withPayment(true, refused));
    const [question] = findings.filter(({ kind }) => kind === 'unknown');
    expect(question?.rule).toBe('evidence/unreadable');
    expect(question?.message).toContain('GetBucketRequestPayment of orders-replica');
  });

  test('an assumption is said', async () => {
    const report = auditOf(withPayment(true, undefined));
    expect(report.replication[0]?.impact).toEqual([
      'Assumes that the owner of orders-replica pays for requests, which is the default of S3: GetBucketRequestPayment was not collected.',
    ]);
    expect(await render('table', report)).toContain('assumes that it is not Requester Pays');
  });

  test('Requester Pays, and nobody knows whose bucket it is', () => {
    const snapshot = withPayment(true, { Payer: 'Requester' }) as {
      accounts: { buckets: object[] }[];
      externalBuckets: object[];
    };
    snapshot.externalBuckets = snapshot.accounts.pop()?.buckets ?? [];
    expect(auditOf(snapshot).replication[0]?.verdict).not.toBe('replicates');
  });
});
