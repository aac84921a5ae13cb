/** Findings about policies of organizations name the level, the document and the account that they are about. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate, type Snapshot } from '../../scripts/fixtures/estate.mjs';
import { auditOf } from '../audit-of.js';

const [here, there] = ['111122223333', '444455556666'];
const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
function level(target: string, ...documents: readonly (readonly [string, unknown])[]): unknown {
  const policies = documents.map(([Name, Statement]) => ({
    Name,
    Content: JSON.stringify({ Version: '2012-10-17', Statement }),
  }));
  return { target, policies };
}
const full = ['FullAWSAccess', everything] as const;

function estate(change: (snapshot: Snapshot) => void): Snapshot {
  const { snapshot } = buildEstate({ crossAccount: true, kms: true });
  change(snapshot);
  return snapshot;
}

describe('a level whose service control policies do not allow', () => {
  const reasonOf = (...middle: readonly (readonly [string, unknown])[]): readonly string[] => {
    const report = auditOf(
      estate((snapshot) => {
        snapshot.accounts[0].organization.serviceControlPolicies = [
          level('r-abcd', full),
          level('ou-abcd-11111111', ...middle),
          level(here, full),
        ];
      }),
    );
    return [...new Set(report.findings.flatMap(({ permission }) => permission?.reason ?? []))];
  };
  const deny = { Effect: 'Deny', Action: 'ec2:*', Resource: '*' };

  test.each([
    ['none', [], 'no service control policy of ou-abcd-11111111 allows it'],
    ['one', [['guard', deny]], 'the service control policy "guard" of ou-abcd-11111111 does not allow it'],
    [
      'two',
      [
        ['guard', deny],
        ['other', deny],
      ],
      'the service control policies "guard" and "other" of ou-abcd-11111111 do not allow it',
    ],
  ] as const)('is named: %s attached', (_name, middle, expected) => {
    expect(reasonOf(...middle)).toEqual([expected]);
  });
});

describe('a policy that is not valid', () => {
  const invalid = [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }];
  const places = [
    ['over the destination', 1, 'resourceControlPolicies', there, 'resource control policy "guard"'],
    ['over the role', 0, 'resourceControlPolicies', here, 'resource control policy "guard"'],
    ['on its caller', 0, 'serviceControlPolicies', here, 'service control policy "guard"'],
  ] as const;

  test.each(places)('%s is reported there', (_name, index, member, account, title) => {
    const { replication, findings } = auditOf(
      estate((snapshot) => {
        snapshot.accounts[index].organization[member] = [level('r-abcd', full, ['guard', invalid])];
        if (member === 'resourceControlPolicies') snapshot.accounts[index].organization[member][0].policies.shift();
      }),
    );
    expect(replication.map(({ verdict }) => verdict)).toEqual(['unknown']);
    const found = findings.filter(({ rule }) => rule === 'policy/invalid' || rule === 'evidence/unreadable');
    expect(found.map(({ rule, account: owner }) => `${rule} ${owner}`).sort()).toEqual([
      `evidence/unreadable ${account}`,
      `policy/invalid ${account}`,
    ]);
    for (const { message, location } of found) {
      expect(message).toContain(title);
      expect(location?.pointer).toMatch(new RegExp(`^/accounts/${index}/organization/${member}/0/policies/`, 'u'));
    }
  });

  test.each([
    [
      'a bucket policy',
      there,
      (s: Snapshot) => {
        s.accounts[1].buckets[0].GetBucketPolicy.Policy = '{"Statement":{"Effect":"allow"}}';
      },
    ],
    [
      'a key policy',
      there,
      (s: Snapshot) => {
        s.accounts[1].keys[0].GetKeyPolicy.Policy = '{"Statement":{"Effect":"allow"}}';
      },
    ],
    [
      'a trust policy',
      here,
      (s: Snapshot) => {
        s.accounts[0].roles[0].AssumeRolePolicyDocument = { Statement: { Effect: 'allow' } };
      },
    ],
    [
      'a policy of the role',
      here,
      (s: Snapshot) => {
        s.accounts[0].roles[0].RolePolicyList[0].PolicyDocument = { Statement: { Effect: 'allow' } };
      },
    ],
  ])('%s is its owner’s', (_name, account, change) => {
    const { findings } = auditOf(estate(change));
    const open = findings.filter(({ rule }) => rule === 'evidence/unreadable');
    expect(open.map((finding) => finding.account)).toEqual([account]);
  });
});

describe('verdicts that rest on organization policies nobody read', () => {
  const saysSo = (change: (snapshot: Snapshot) => void): boolean =>
    auditOf(
      estate((snapshot) => {
        delete snapshot.accounts[0].organization;
        change(snapshot);
      }),
    ).findings.some(({ message }) => message.includes('only as long as no service control policy'));

  test('are said to', () => expect(saysSo(() => undefined)).toBe(true));

  test.each([
    [
      'fails already',
      (s: Snapshot) => {
        s.accounts[1].buckets[0].GetBucketVersioning = { Status: 'Suspended' };
      },
    ],
    [
      'is open already',
      (s: Snapshot) => {
        s.accounts[1].buckets[0].GetBucketVersioning = { Error: { Code: 'AccessDenied' } };
      },
    ],
    [
      'is disabled',
      (s: Snapshot) => {
        s.accounts[0].buckets[0].GetBucketReplication.ReplicationConfiguration.Rules[0].Status = 'Disabled';
      },
    ],
  ])('one that %s does not', (_name, change) => expect(saysSo(change)).toBe(false));
});

test.each([
  [{}, 'skipped'],
  [{ objectLock: true }, 'fails'],
])('a configuration that S3 rejects fails what is asked of it alone: %o', (choices, expected) => {
  const { snapshot } = buildEstate(choices);
  snapshot.accounts[0].buckets[0].GetBucketReplication.ReplicationConfiguration.Rules[0].Destination.Metrics = {
    Status: 'Enabled',
    EventThreshold: { Minutes: 15 },
  };
  const [entry] = auditOf(snapshot).replication;
  expect([entry?.verdict, entry?.aspects.objectLock]).toEqual(['fails', expected]);
});
