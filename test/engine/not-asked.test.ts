/** Buckets whose replication configuration nobody asked for: not a gap of the run, but never silent. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';
import { exitCodeOf } from '../../src/report/exit-code.js';
import { auditOf } from '../audit-of.js';
import { render } from '../reporters/render.js';

type Raw = { accounts: { buckets: object[] }[]; externalBuckets?: object[] };

/** A pair that replicates, and more buckets. */
function withBuckets(buckets: readonly object[], externalBuckets: readonly object[] = []): object {
  const snapshot = structuredClone(buildEstate({ kms: true }).snapshot) as Raw;
  snapshot.accounts[0]?.buckets.push(...buckets);
  return { ...snapshot, externalBuckets };
}

/** The pair, with a destination of which its replication configuration is, or is not, there. */
function destination(more: object): object {
  const snapshot = structuredClone(buildEstate({ kms: true }).snapshot) as Raw;
  for (const account of snapshot.accounts)
    account.buckets = account.buckets.map((bucket) => {
      const { GetBucketReplication, ...rest } = bucket as { Name: string; GetBucketReplication?: object };
      const isSource = JSON.stringify(GetBucketReplication ?? {}).includes('Rules');
      return isSource ? bucket : { ...rest, ...more };
    });
  return snapshot;
}

const versioning = { GetBucketVersioning: { Status: 'Enabled' } };
const none = { Error: { Code: 'ReplicationConfigurationNotFoundError' } };
const refused = { Error: { Code: 'AccessDenied' } };
const policy = { GetBucketPolicy: { Policy: '{"Version":"2012-10-17","Statement":[]}' } };
const noEncryption = { GetBucketEncryption: { Error: { Code: 'ServerSideEncryptionConfigurationNotFoundError' } } };

describe('whose replication configuration was not collected', () => {
  test.each<readonly [string, object, readonly string[], 0 | 3]>([
    ['a bucket with settings of a source', withBuckets([{ Name: 'other', ...versioning }]), ['other'], 0],
    ['one of which a setting is absent', withBuckets([{ Name: 'other', ...noEncryption }]), ['other'], 0],
    [
      'two',
      withBuckets([
        { Name: 'b', ...versioning },
        { Name: 'a', ...versioning },
      ]),
      ['a', 'b'],
      0,
    ],
    ['one that has none', withBuckets([{ Name: 'other', ...versioning, GetBucketReplication: none }]), [], 0],
    ['one that could not be read', withBuckets([{ Name: 'other', GetBucketReplication: refused }]), [], 3],
    ['a policy alone', withBuckets([{ Name: 'other', ...policy }]), [], 0],
    [
      'a policy, and what else says who may',
      withBuckets([{ Name: 'other', ...policy, GetPublicAccessBlock: { PublicAccessBlockConfiguration: {} } }]),
      [],
      0,
    ],
    ['a name alone', withBuckets([{ Name: 'other' }]), [], 0],
    ['settings that could not be read', withBuckets([{ Name: 'other', GetBucketVersioning: refused }]), [], 0],
    ['a bucket of somebody else', withBuckets([], [{ Name: 'partner', HeadBucket: {} }]), [], 0],
    ['one that is not there', withBuckets([{ Name: 'other', HeadBucket: { Error: { Code: '404' } } }]), [], 0],
    ['the destination, partly collected', destination(versioning), [], 0],
  ])('%s', (_, snapshot, names, code) => {
    const report = auditOf(snapshot);
    expect(report.input.read?.mayReplicate ?? []).toEqual(names);
    expect(exitCodeOf(report, { failOn: 'never', allowIncomplete: false })).toBe(code);
  });

  test('the destination of a rule that nobody asked about', () => {
    const report = auditOf(destination(versioning), { buckets: ['orders'] });
    expect(report.input.read?.mayReplicate).toBeUndefined();
  });

  test.each(['table', 'markdown', 'sarif', 'junit', 'github', 'csv', 'html'] as const)('%s says so', async (name) => {
    const said = async (snapshot: object): Promise<string> =>
      (await render(name, auditOf(snapshot), { width: 400 })).replaceAll('&#45;', '-').replaceAll(/\s+/gu, ' ');
    expect(await said(withBuckets([{ Name: 'other', ...versioning }]))).toContain(
      'not collected: the replication configuration of bucket other, which may replicate, too',
    );
    expect(await said(withBuckets([]))).not.toContain('not collected: the replication configuration');
  });
});
