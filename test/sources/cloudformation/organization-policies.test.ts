/** Policies of the organization in templates: what they deny at a known account is denied, the rest is said. */
import { describe, expect, test } from '@jest/globals';
import { auditTexts } from './audit-of-files.js';
import { account, region, right, snapshotOf } from './deployed-estate.js';
import { plainTemplate } from './template-text.js';

const management = '999999999999';

interface Policy {
  readonly type?: string;
  readonly targets?: string;
  readonly statement?: string;
}

const deny = "{ Effect: Deny, Action: 's3:Replicate*', Resource: '*' }";

function policy({ type = 'SERVICE_CONTROL_POLICY', targets = `['${account}']`, statement = deny }: Policy): string {
  return `Resources:
  Limit:
    Type: AWS::Organizations::Policy
    Properties:
      Name: limit
      Type: ${type}
      TargetIds: ${targets}
      Content: { Version: '2012-10-17', Statement: [${statement}] }
`;
}

async function audited(text: string, owner = management) {
  const deployments = [
    { file: 'limit.yaml', stack: 'limits', account: owner, region },
    { file: 'orders.yaml', stack: 'orders', account, region },
  ];
  const {
    replication,
    findings,
    notices = [],
  } = await auditTexts({ 'limit.yaml': text, 'orders.yaml': plainTemplate }, { deployments });
  const errors = findings.filter(({ level }) => level === 'error');
  return {
    verdict: replication.map(({ verdict }) => verdict).join(),
    causes: [...new Set(errors.map(({ permission }) => permission?.cause))],
    files: [...new Set(errors.map(({ location }) => location?.file))],
    notices,
  };
}

const rcp = "{ Effect: Deny, Principal: '*', Action: 's3:ReplicateObject', Resource: '*' }";

describe('a policy of the organization', () => {
  test.each([
    ['that denies', {}, 'unknown'],
    ['that denies something else', { statement: "{ Effect: Deny, Action: 'ec2:*', Resource: '*' }" }, 'replicates'],
    ['that allows something', { statement: "{ Effect: Allow, Action: 'ec2:*', Resource: '*' }" }, 'replicates'],
    [
      'that denies under a condition which is not met',
      {
        statement: `{ Effect: Deny, Action: 's3:*', Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': ${region} } } }`,
      },
      'replicates',
    ],
    ['for another account', { targets: "['222222222222']" }, 'replicates'],
    ['for resources', { type: 'RESOURCE_CONTROL_POLICY', statement: rcp }, 'unknown'],
    ['of tags', { type: 'TAG_POLICY' }, 'replicates'],
  ])('%s, at an account', async (_, given, verdict) => {
    // A delegated administrator may have attached it: the account may be the management account, which it does not bind.
    for (const owner of [management, account]) {
      const { verdict: found, notices } = await audited(policy(given), owner);
      expect([found, notices]).toEqual([verdict, []]);
    }
  });

  test.each([
    ['that denies', {}, 'unknown'],
    ['that denies something else', { statement: "{ Effect: Deny, Action: 'ec2:*', Resource: '*' }" }, 'replicates'],
  ])('%s, at the account of a stack of which nobody says where it is', async (_, given, verdict) => {
    const limit = policy({ ...given, targets: '[!Ref AWS::AccountId]' }).replace('Resources:\n', '');
    const { replication, notices } = await auditTexts({
      'template.yaml': plainTemplate.replace('Resources:\n', () => `Resources:\n${limit}`),
    });
    expect(replication.map((each) => each.verdict)).toEqual([verdict]);
    expect((notices ?? []).join()).not.toContain('is not judged');
  });

  test.each([
    ['an organizational unit', { targets: '[ou-ab12-cdef3456]' }, 'below ou-ab12-cdef3456'],
    ['a parameter', { targets: '[!Ref AWS::StackName]' }, 'below'],
    ['S3 itself', { type: 'S3_POLICY' }, 'Limit is a policy of the organization'],
  ])('of %s is not judged, and said', async (_, given, part) => {
    const { verdict, notices } = await audited(policy(given));
    expect(verdict).toBe('replicates');
    expect(notices.join()).toContain(part);
    expect(notices.join()).toContain('is not judged');
  });
});

describe('beside what a snapshot lists', () => {
  const allowed = {
    Name: 'FullAWSAccess',
    Content: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
  };
  const denied = {
    Name: 'no',
    Content: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:Replicate*', Resource: '*' }] },
  };

  function withLevels(policies: readonly object[]): string {
    const snapshot = JSON.parse(snapshotOf(right)) as { accounts: Record<string, unknown>[] };
    const levels = ['r-ab12', account].map((target) => ({
      target,
      policies: target === account ? policies : [allowed],
    }));
    for (const each of snapshot.accounts)
      each['organization'] = {
        id: 'o-abcdefghij',
        isManagementAccount: false,
        serviceControlPolicies: levels,
        resourceControlPolicies: [],
      };
    return JSON.stringify(snapshot);
  }

  test.each([
    ['both count: the one of the template', [allowed], policy({}), 'fails'],
    [
      'both count: the one that is there',
      [allowed, denied],
      policy({ statement: "{ Effect: Deny, Action: 'ec2:*', Resource: '*' }" }),
      'fails',
    ],
    [
      'what allows everything there has to be there',
      [denied],
      policy({ statement: "{ Effect: Deny, Action: 'ec2:*', Resource: '*' }" }),
      'fails',
    ],
    [
      'neither denies',
      [allowed],
      policy({ statement: "{ Effect: Deny, Action: 'ec2:*', Resource: '*' }" }),
      'replicates',
    ],
  ])('%s', async (_, there, text, verdict) => {
    for (const order of [0, 1]) {
      const files = [
        ['snapshot.json', withLevels(there)],
        ['limit.yaml', `${text}  Anchor:\n    Type: AWS::S3::Bucket\n`],
      ] as const;
      const deployments = [{ file: 'limit.yaml', stack: 'limits', account, region }];
      const report = await auditTexts(Object.fromEntries(order === 0 ? files : [...files].reverse()), { deployments });
      expect(report.replication.map((each) => each.verdict)).toEqual([verdict]);
    }
  });
});
