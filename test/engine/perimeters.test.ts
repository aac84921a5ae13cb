/** Perimeters of an organization around Regions and resources, tags on buckets, and headers of replicas: what each does to replication. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate, type Snapshot, type Setting } from '../../scripts/fixtures/estate.mjs';
import { auditOf, loud } from '../audit-of.js';

const fullAccess = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

function scp(snapshot: Snapshot, statement: Readonly<Record<string, unknown>>): void {
  const allow = { Effect: 'Allow', Action: '*', Resource: '*' };
  const Content = JSON.stringify({
    Version: '2012-10-17',
    Statement: [allow, { Effect: 'Deny', Resource: '*', ...statement }],
  });
  const account = snapshot.accounts[0];
  account.organization ??= { id: 'o-exampleorg1', isManagementAccount: false, resourceControlPolicies: [] };
  account.organization.serviceControlPolicies = [
    { target: 'r-abcd', policies: [{ Name: 'FullAWSAccess', Content: JSON.stringify(fullAccess) }] },
    { target: account.id, policies: [{ Name: 'perimeter', Content }] },
  ];
}

function verdictUnder(
  choices: Readonly<Record<string, unknown>>,
  statement: Readonly<Record<string, unknown>>,
  change: (snapshot: Snapshot, setting: Setting) => void = () => undefined,
) {
  const { snapshot, setting } = buildEstate(choices);
  scp(snapshot, statement);
  change(snapshot, setting);
  const report = auditOf(snapshot);
  return {
    verdict: report.replication[0]?.verdict,
    loud: loud(report),
    open: report.findings.filter(({ kind }) => kind === 'unknown'),
  };
}

function outsideOf(...regions: readonly string[]) {
  return {
    NotAction: ['iam:*', 'organizations:*', 'sts:*'],
    Condition: { StringNotEquals: { 'aws:RequestedRegion': regions } },
  };
}

describe('a limit on Regions', () => {
  test('with both Regions', () => {
    expect(verdictUnder({ kms: true }, outsideOf('us-east-1', 'us-west-2')).verdict).toBe('replicates');
  });

  test('without the source Region: nothing is read', () => {
    const { verdict, loud: found } = verdictUnder({}, outsideOf('us-west-2'));
    expect(verdict).toBe('fails');
    expect(found).toContain('error role/source-read-not-allowed service-control-policy');
    expect(found).not.toContain('error role/replicate-not-allowed service-control-policy');
  });

  test('without the destination Region: AWS does not say which Region the write counts for', () => {
    const { verdict, loud: found, open } = verdictUnder({}, outsideOf('us-east-1'));
    expect(verdict).toBe('unknown');
    expect(found).toEqual([]);
    expect(open.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
      expect.stringMatching(/^evidence\/undocumented .*aws:RequestedRegion/u),
    ]);
  });

  test('without the destination Region, under KMS: the replica key lies there', () => {
    const { verdict, loud: found } = verdictUnder({ kms: true }, outsideOf('us-east-1'));
    expect(verdict).toBe('fails');
    expect(found).toContain('error kms/encrypt-not-allowed service-control-policy');
    expect(found).not.toContain('error kms/decrypt-not-allowed service-control-policy');
  });

  test('with the actions of replication excepted', () => {
    const except = {
      ...outsideOf('us-west-2'),
      NotAction: ['sts:*', 's3:GetR*', 's3:GetObject*', 's3:ListBucket', 's3:Replicate*'],
    };
    expect(verdictUnder({}, except).verdict).toBe('replicates');
  });
});

describe('a perimeter around resources', () => {
  const foreign = (snapshot: Snapshot): void => {
    snapshot.accounts[1].organization.id = 'o-foreign';
  };
  const unless = (key: string, value: string) => ({
    Action: ['s3:*', 'kms:*'],
    Condition: { StringNotEqualsIfExists: { [key]: value } },
  });

  test.each([
    ['its own organization', {}, 'aws:ResourceOrgID', 'o-exampleorg1', 'replicates'],
    ['its own account', { crossAccount: false }, 'aws:ResourceAccount', '111122223333', 'replicates'],
    ['its own account, by the key of S3', { crossAccount: false }, 's3:ResourceAccount', '111122223333', 'replicates'],
    ['its own account, where the destination is another', {}, 'aws:ResourceAccount', '111122223333', 'fails'],
    [
      'its own account, by the key of S3, where the destination is another',
      {},
      's3:ResourceAccount',
      '111122223333',
      'fails',
    ],
  ] as const)('of %s', (_name, choices, key, value, expected) => {
    expect(verdictUnder({ crossAccount: true, ...choices }, unless(key, value)).verdict).toBe(expected);
  });

  test('of another organization than the destination’s', () => {
    const { verdict, loud: found } = verdictUnder(
      { crossAccount: true },
      unless('aws:ResourceOrgID', 'o-exampleorg1'),
      foreign,
    );
    expect(verdict).toBe('fails');
    expect(found).toContain('error role/replicate-not-allowed service-control-policy');
  });

  test('of a destination whose organization nobody read', () => {
    const { verdict, open } = verdictUnder(
      { crossAccount: true },
      unless('aws:ResourceOrgID', 'o-exampleorg1'),
      (snapshot) => {
        delete snapshot.accounts[1].organization;
      },
    );
    expect(verdict).toBe('unknown');
    expect(open.some(({ message }) => message.includes('the organization of account 444455556666'))).toBe(true);
  });

  test('by its paths', () => {
    const condition = (pattern: string) => ({
      Action: 's3:*',
      Condition: { 'ForAllValues:StringNotLike': { 'aws:ResourceOrgPaths': pattern } },
    });
    const inUnit = (snapshot: Snapshot): void => {
      const full = JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
      });
      for (const account of snapshot.accounts) {
        account.organization.serviceControlPolicies = [
          { target: 'r-abcd', policies: [{ Name: 'FullAWSAccess', Content: full }] },
          { target: 'ou-abcd-11111111', policies: [{ Name: 'FullAWSAccess', Content: full }] },
          ...account.organization.serviceControlPolicies.filter(
            ({ target }: { target: string }) => target !== 'r-abcd',
          ),
        ];
      }
    };
    const choices = { crossAccount: true };
    expect(verdictUnder(choices, condition('o-exampleorg1/r-abcd/ou-abcd-11111111/*'), inUnit).verdict).toBe(
      'replicates',
    );
    expect(verdictUnder(choices, condition('o-exampleorg1/r-abcd/ou-abcd-22222222/*'), inUnit).verdict).toBe('fails');
  });
});

test('what binds an account that may manage the organization is open', () => {
  const statement = { Action: 's3:*' };
  const managing = (isManagementAccount: boolean | null) => (snapshot: Snapshot) => {
    snapshot.accounts[0].organization.isManagementAccount = isManagementAccount;
  };
  expect(verdictUnder({}, statement, managing(false)).verdict).toBe('fails');
  expect(verdictUnder({}, statement, managing(true)).verdict).toBe('replicates');
  const { verdict, loud: found, open } = verdictUnder({}, statement, managing(null));
  expect([verdict, found]).toEqual(['unknown', []]);
  expect(open.map(({ message }) => message)).toContainEqual(
    expect.stringContaining('is the management account of its organization'),
  );
});

describe('tags of buckets', () => {
  const guarded = { Action: 's3:*', Condition: { StringNotEquals: { 'aws:ResourceTag/replicate': 'yes' } } };
  const tagged = (Status: string | null, Value: string) => (snapshot: Snapshot) => {
    for (const bucket of snapshot.accounts[0].buckets) {
      bucket.GetBucketTagging = { TagSet: [{ Key: 'Replicate', Value }] };
      if (Status === null) delete bucket.GetBucketAbac;
      else bucket.GetBucketAbac = { AbacStatus: { Status } };
    }
  };

  test.each([
    ['count with ABAC', 'Enabled', 'yes', 'replicates'],
    ['are compared with ABAC', 'Enabled', 'no', 'fails'],
    ['do not count without ABAC', 'Disabled', 'yes', 'fails'],
    ['are open where ABAC was not read', null, 'yes', 'unknown'],
    ['do not help either way', null, 'no', 'fails'],
  ] as const)('%s', (_name, status, value, expected) => {
    expect(verdictUnder({}, guarded, tagged(status, value)).verdict).toBe(expected);
  });
});

describe('headers of replicas', () => {
  const keyHeader = 's3:x-amz-server-side-encryption-aws-kms-key-id';
  const onWrites = (Condition: unknown) => ({ Action: 's3:ReplicateObject', Condition });

  test('the replica key’s ARN, if S3 sends it', () => {
    const { setting } = buildEstate({ kms: true });
    expect(
      verdictUnder({ kms: true }, onWrites({ StringNotEquals: { [keyHeader]: setting.replicaKey } })).verdict,
    ).toBe('unknown');
    expect(
      verdictUnder(
        { kms: true },
        onWrites({ StringNotEquals: { [keyHeader]: 'arn:aws:kms:us-west-2:111122223333:key/other' } }),
      ).verdict,
    ).toBe('fails');
    expect(
      verdictUnder({ kms: true }, onWrites({ StringNotEqualsIfExists: { [keyHeader]: setting.replicaKey } })).verdict,
    ).toBe('unknown');
    expect(verdictUnder({}, onWrites({ StringNotEquals: { [keyHeader]: setting.replicaKey } })).verdict).toBe('fails');
  });

  test('an alias in the rule: nobody knows which name S3 sends', () => {
    const byAlias = (snapshot: Snapshot, { replicaKey }: Setting): void => {
      const alias = 'arn:aws:kms:us-west-2:111122223333:alias/replicas';
      const [rule] = snapshot.accounts[0].buckets[0].GetBucketReplication.ReplicationConfiguration.Rules;
      rule.Destination.EncryptionConfiguration.ReplicaKmsKeyID = alias;
      snapshot.accounts[0].keys[1].ListAliases = {
        Aliases: [
          {
            AliasArn: alias,
            AliasName: 'alias/replicas',
            TargetKeyId: replicaKey.slice(replicaKey.indexOf('key/') + 4),
          },
        ],
      };
    };
    const { setting } = buildEstate({ kms: true });
    const guard = (...names: readonly string[]) =>
      onWrites({ StringNotEquals: { [keyHeader]: names }, Null: { [keyHeader]: 'false' } });
    expect(verdictUnder({ kms: true }, guard(setting.replicaKey)).verdict).toBe('replicates');
    expect(verdictUnder({ kms: true }, guard(setting.replicaKey), byAlias).verdict).toBe('unknown');
    expect(
      verdictUnder(
        { kms: true },
        guard(setting.replicaKey, 'arn:aws:kms:us-west-2:111122223333:alias/replicas'),
        byAlias,
      ).verdict,
    ).toBe('replicates');
  });

  test('a limit on retention, which AWS says binds replicas and does not list for their action', () => {
    const limit = onWrites({ NumericGreaterThan: { 's3:object-lock-remaining-retention-days': '30' } });
    expect(verdictUnder({ objectLock: true }, limit).verdict).toBe('unknown');
    expect(verdictUnder({ objectLock: true }, { ...limit, Action: 's3:PutObjectRetention' }).verdict).toBe(
      'replicates',
    );
  });

  test('an event hold', () => {
    const limit = onWrites({ NumericGreaterThan: { 's3:object-lock-event-hold-duration-days': '30' } });
    expect(verdictUnder({ objectLock: true }, limit).verdict).toBe('unknown');
  });
});

describe("AWS's own perimeter against confused deputies", () => {
  const deputies = (organization: string, guard: Snapshot): Snapshot => {
    const { snapshot } = buildEstate({ rcp: true });
    const [level] = snapshot.accounts[0].organization.resourceControlPolicies;
    level.policies.push({
      Name: 'ConfusedDeputies',
      Content: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Deny',
          Principal: '*',
          Action: ['s3:*', 'kms:*', 'sts:*'],
          Resource: '*',
          Condition: {
            StringNotEqualsIfExists: { 'aws:SourceOrgID': organization },
            Bool: { 'aws:PrincipalIsAWSService': 'true' },
            ...guard,
          },
        },
      }),
    });
    return snapshot;
  };
  const guard = { Null: { 'aws:SourceAccount': 'false' } };

  test('lets S3 assume the role, whether it sends the source account or not', () => {
    const report = auditOf(deputies('o-exampleorg1', guard));
    expect(report.replication[0]?.verdict).toBe('replicates');
    expect(report.summary.incomplete).toBe(false);
  });

  test('of another organization: unknown, since S3 may send it', () => {
    expect(auditOf(deputies('o-another', guard)).replication[0]?.verdict).toBe('unknown');
  });

  test('without the guard: unknown, since S3 may not send it', () => {
    expect(auditOf(deputies('o-exampleorg1', {})).replication[0]?.verdict).toBe('unknown');
  });
});
