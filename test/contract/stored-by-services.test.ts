/** A bucket that services fill, perhaps under keys of their own: the verdict says so, and `sourceKeys` decides it where it is given. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate, kmsKey, sourceAccount, type Snapshot } from '../../scripts/fixtures/estate.mjs';
import { render } from '../reporters/render.js';
import { auditOf, loud } from '../audit-of.js';

const own = `arn:aws:kms:us-east-1:${sourceAccount}:key/0000aaaa-1111-4222-8333-444444444444`;
const bucket = 'arn:aws:s3:::orders';
const write = { Effect: 'Allow', Action: 's3:PutObject', Resource: `${bucket}/AWSLogs/${sourceAccount}/*` };

function stored(
  choices: Readonly<Record<string, unknown>>,
  ...Statement: readonly object[]
): { snapshot: Snapshot; sourceKey: string } {
  const { snapshot, setting } = buildEstate(choices);
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  snapshot.accounts[0].buckets[0].GetBucketPolicy = { Policy };
  const delegates = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${sourceAccount}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  snapshot.accounts[0].keys.push(kmsKey(own, sourceAccount, [delegates]));
  return { snapshot, sourceKey: setting.sourceKey };
}
function by(Service: string | readonly string[], more: object = {}): object {
  return { ...write, Principal: { Service }, ...more };
}
function named(...keys: readonly string[]) {
  return { settings: { sourceKeys: new Map([['orders', keys]]) } };
}
function mayDecrypt(snapshot: Snapshot, key: string): void {
  const [policy] = snapshot.accounts[0].roles[0].RolePolicyList;
  policy.PolicyDocument.Statement.find(({ Sid }: { Sid: string }) => Sid === 'DecryptSource').Resource = key;
}

describe('the default key is assumed', () => {
  test.each<readonly [string, object]>([
    ['CloudTrail', by('cloudtrail.amazonaws.com')],
    ['Config', by('config.amazonaws.com')],
    ['log delivery', by('delivery.logs.amazonaws.com')],
    ['server access logs', by('logging.s3.amazonaws.com', { Resource: `${bucket}/logs*` })],
    ['several', by(['cloudtrail.amazonaws.com', 'config.amazonaws.com'])],
    ['every action', by('guardduty.amazonaws.com', { Action: 's3:*', Resource: '*' })],
    ['an action in other letters', by('cloudtrail.amazonaws.com', { Action: ['S3:putobject', 's3:GetBucketAcl'] })],
    ['NotAction', by('cloudtrail.amazonaws.com', { Action: undefined, NotAction: 's3:DeleteObject' })],
    ['NotResource', by('cloudtrail.amazonaws.com', { Resource: undefined, NotResource: bucket })],
    [
      'a condition',
      by('cloudtrail.amazonaws.com', { Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } } }),
    ],
  ])('%s', async (_name, statement) => {
    for (const kms of [false, true]) {
      const report = auditOf(stored({ kms }, statement).snapshot);
      const [entry] = report.replication;
      expect(entry).toMatchObject({ verdict: 'replicates', assumptions: ['default-encryption'] });
      expect(entry?.impact[0]).toMatch(
        /^Judged for the default encryption of the source bucket\. Services that store .+amazonaws\.com/u,
      );
      expect(loud(report)).toEqual([]);
      for (const format of ['table', 'markdown', 'json'] as const)
        expect(await render(format, report)).toMatch(/judged for the .*default/iu);
    }
  });

  test.each<readonly [string, object]>([
    ['a role writes', { ...write, Principal: { AWS: `arn:aws:iam::${sourceAccount}:role/app` } }],
    ['the service only looks', by('cloudtrail.amazonaws.com', { Action: 's3:GetBucketAcl', Resource: bucket })],
    ['it is denied', by('cloudtrail.amazonaws.com', { Effect: 'Deny' })],
    ['another bucket', by('cloudtrail.amazonaws.com', { Resource: 'arn:aws:s3:::other/AWSLogs/*' })],
    ['all services but one', { ...write, Effect: 'Deny', NotPrincipal: { Service: 'cloudtrail.amazonaws.com' } }],
  ])('not where %s', (_name, statement) => {
    expect(auditOf(stored({ kms: true }, statement).snapshot).replication[0]?.assumptions).toEqual([]);
  });

  test('a disabled rule assumes nothing', () => {
    const { snapshot } = stored({ kms: true }, by('cloudtrail.amazonaws.com'));
    snapshot.accounts[0].buckets[0].GetBucketReplication.ReplicationConfiguration.Rules[0].Status = 'Disabled';
    expect(auditOf(snapshot).replication[0]).toMatchObject({ verdict: 'disabled', assumptions: [] });
  });
});

describe('sourceKeys decide', () => {
  const trail = by('cloudtrail.amazonaws.com');
  const plain = (snapshot: Snapshot): void => {
    const [rule] = snapshot.accounts[0].buckets[0].GetBucketEncryption.ServerSideEncryptionConfiguration.Rules;
    rule.ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'AES256' };
  };

  test.each([false, true])('the role cannot decrypt with the key of the service (default SSE-S3: %s)', (isPlain) => {
    const { snapshot } = stored({ kms: true }, trail);
    if (isPlain) plain(snapshot);
    const report = auditOf(snapshot, named(own));
    expect(report.replication[0]).toMatchObject({ verdict: 'fails', assumptions: [] });
    expect(loud(report).filter((each) => each.startsWith('error'))).toEqual([
      'error kms/decrypt-not-allowed wrong-resource',
    ]);
    expect(report.findings[0]?.permission?.resource).toBe(own);
  });

  test.each([false, true])('it can, and the default key plays no part (default SSE-S3: %s)', (isPlain) => {
    const { snapshot } = stored({ kms: true }, trail);
    if (isPlain) plain(snapshot);
    mayDecrypt(snapshot, own);
    const report = auditOf(snapshot, named(own));
    expect(report.replication[0]).toMatchObject({ verdict: 'replicates', assumptions: [] });
    expect(loud(report)).toEqual([]);
  });

  test('the default key counts where it is named too', () => {
    const { snapshot, sourceKey } = stored({ kms: true }, trail);
    mayDecrypt(snapshot, own);
    expect(auditOf(snapshot, named(own, sourceKey)).replication[0]?.verdict).toBe('fails');
  });

  test('the rule does not select KMS objects: they are passed over', () => {
    const { snapshot } = stored({}, trail);
    expect(auditOf(snapshot, named(own)).replication[0]?.verdict).toBe('skipped');
  });
});
