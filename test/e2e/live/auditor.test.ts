import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdict } from '../../../src/report/model.js';
import { iamActionFor } from '../../../src/sources/read-operations.js';
import { wireActionOf } from '../servers/wire.js';
import {
  type Snapshot,
  auditorsOf,
  describeOnTheWire,
  fixture,
  judgementOf,
  reportOf,
  root,
} from '../servers/wire-test.js';

const { Statement } = JSON.parse(readFileSync(join(root, 'docs/auditor-policy.json'), 'utf8')) as {
  Statement: readonly { Action: readonly string[] }[];
};
const rights = Statement.flatMap(({ Action }) => Action);

function verdictsOf(...snapshots: readonly unknown[]): readonly Verdict[] {
  return reportOf(...snapshots).replication.map(({ verdict }) => verdict);
}

interface RawAccount {
  readonly id: string;
  readonly organization: object;
  readonly buckets: readonly Record<string, unknown>[];
  readonly roles: readonly Record<string, unknown>[];
  readonly policies?: readonly unknown[];
}

/** A good estate in which every kind of evidence has a say: tags, managed policies, metrics, and an alias for the replica key. */
function demanding(): Snapshot {
  const estate = fixture('cross-account-good') as { readonly accounts: readonly RawAccount[] };
  const asksForTags = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Deny',
      Action: 's3:ReplicateObject',
      Resource: '*',
      Condition: { StringEquals: { 'aws:ResourceTag/replication': 'off' } },
    },
  };
  const granted = [
    {
      Name: 'FullAWSAccess',
      Content: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
    },
  ];
  return {
    ...estate,
    accounts: estate.accounts.map((account) => {
      const levels = ['r-root', account.id].map((target) => ({ target, policies: granted }));
      const governed = {
        ...account,
        organization: { ...account.organization, serviceControlPolicies: levels },
        buckets: account.buckets.map((bucket) => ({
          ...bucket,
          GetBucketAbac: { AbacStatus: { Status: 'Enabled' } },
          GetBucketTagging: { Error: { Code: 'NoSuchTagSet' } },
        })),
      };
      if (account.roles.length === 0) return governed;
      const Arn = `arn:aws:iam::${account.id}:policy/tags`;
      const JobId = '11111111-aaaa-4aaa-8aaa-000000000001';
      const Job = {
        JobId,
        JobArn: `arn:aws:s3:${String(account.buckets[0]?.['BucketRegion'])}:${account.id}:job/${JobId}`,
        Status: 'Suspended',
        Operation: { S3ReplicateObject: {} },
        RoleArn: account.roles[0]?.['Arn'],
      };
      return {
        ...governed,
        jobs: [{ JobId, DescribeJob: { Job } }],
        policies: [
          {
            PolicyName: 'tags',
            Arn,
            DefaultVersionId: 'v1',
            PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: asksForTags }],
          },
        ],
        roles: account.roles.map((role) => ({
          ...role,
          AttachedManagedPolicies: [{ PolicyName: 'tags', PolicyArn: Arn }],
        })),
      };
    }),
  };
}

/** Rights of reads that such an estate does without: a role is read by itself, a Region is listed, nobody asks for the whole organization. */
const notAsked = new Set([
  's3:GetLifecycleConfiguration',
  'iam:GetAccountAuthorizationDetails',
  's3:ListBucket',
  's3:ListAllMyBuckets',
  'organizations:ListAccounts',
]);

describeOnTheWire('an auditor with the rights of docs/auditor-policy.json', (wire) => {
  test('reads everything', async () => {
    const { estate, accounts } = await wire.seed(fixture('cross-account-no-key-policy'));
    wire.proxy.misbehave({ allowed: new Set(rights) });
    const { snapshot, complete, problems } = await wire.collect(auditorsOf(accounts));
    expect(problems.filter(({ isNeeded }) => isNeeded)).toEqual([]);
    expect(complete).toBe(true);
    expect(judgementOf(reportOf(snapshot))).toEqual(judgementOf(reportOf(estate)));
  });

  test.each(rights.filter((right) => !notAsked.has(right)))(
    'but %s: says so, and judges nothing wrongly',
    async (right) => {
      const { estate, accounts } = await wire.seed(demanding());
      wire.proxy.misbehave({ allowed: new Set(rights.filter((other) => other !== right)) });
      const { snapshot, complete, problems } = await wire.collect(auditorsOf(accounts));
      const refused = wire.proxy.calls.filter(({ isRefused }) => isRefused);
      const stated = problems.filter(({ action }) => action === right);
      expect([...new Set(refused.map(wireActionOf))]).toEqual([right]);
      expect(stated.map(({ operation, code }) => [iamActionFor(operation ?? ''), code])).toContainEqual([
        right,
        expect.stringMatching(/AccessDenied|403/),
      ]);
      expect(complete).toBe(!stated.some(({ isNeeded }) => isNeeded));
      const [full] = verdictsOf(estate);
      const { replication, findings } = reportOf(snapshot);
      expect([full, 'unknown']).toContain(replication[0]?.verdict);
      if (replication[0]?.verdict !== 'unknown') return;
      // The answer that is missing is named: the call, the right, and what it leaves open.
      const evidence = findings
        .filter(({ rule }) => rule === 'evidence/unreadable')
        .map(({ message, help }) => `${message} ${help}`);
      expect(evidence).toContainEqual(expect.stringContaining(right));
      expect(evidence).toContainEqual(
        expect.stringMatching(/This leaves open: replication rule|whether it replicates, and what, is unknown/),
      );
    },
  );

  test('but s3:ListAllMyBuckets cannot audit the account', async () => {
    const { accounts } = await wire.seed(fixture('article-good'));
    wire.proxy.misbehave({ allowed: new Set(rights.filter((right) => right !== 's3:ListAllMyBuckets')) });
    await expect(wire.collect(auditorsOf(accounts))).rejects.toThrow(
      /ListBuckets \(needs s3:ListAllMyBuckets\): AccessDenied/,
    );
  });

  test('but s3:ListAllMyBuckets can audit a bucket that is named', async () => {
    const { estate, accounts } = await wire.seed(fixture('article-good'));
    wire.proxy.misbehave({ allowed: new Set(rights.filter((right) => right !== 's3:ListAllMyBuckets')) });
    const names = reportOf(estate).replication.flatMap(({ source, destination }) => [
      source.bucket,
      ...(destination === null ? [] : [destination.bucket]),
    ]);
    const { snapshot } = await wire.collect({ ...auditorsOf(accounts), buckets: names });
    expect(verdictsOf(snapshot)).toEqual(verdictsOf(estate));
  });
});
