/** Whatever stands in a policy, an audit ends, says what it could not decide, and none of its rules falls over. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildEstate, type Snapshot } from '../../scripts/fixtures/estate.mjs';
import type { Report } from '../../src/report/model.js';
import { auditOf } from '../audit-of.js';

function text(policy: unknown): string {
  return JSON.stringify(policy);
}
/** Puts a document into every place where a policy can stand. */
const places: Readonly<Record<string, (snapshot: Snapshot, policy: unknown) => void>> = {
  identity: (snapshot, policy) => {
    snapshot.accounts[0].roles[0].RolePolicyList.push({ PolicyName: 'more', PolicyDocument: policy });
  },
  trust: (snapshot, policy) => {
    snapshot.accounts[0].roles[0].AssumeRolePolicyDocument = policy;
  },
  boundary: (snapshot, policy) => {
    snapshot.accounts[0].policies[0].PolicyVersionList[0].Document = policy;
  },
  'source bucket': (snapshot, policy) => {
    snapshot.accounts[0].buckets[0].GetBucketPolicy = { Policy: text(policy) };
  },
  'destination bucket': (snapshot, policy) => {
    snapshot.accounts[1].buckets[0].GetBucketPolicy = { Policy: text(policy) };
  },
  'source key': (snapshot, policy) => {
    snapshot.accounts[0].keys[0].GetKeyPolicy = { Policy: text(policy) };
  },
  'replica key': (snapshot, policy) => {
    snapshot.accounts[1].keys[0].GetKeyPolicy = { Policy: text(policy) };
  },
  'service control': (snapshot, policy) => {
    snapshot.accounts[0].organization.serviceControlPolicies[0].policies[0].Content = text(policy);
  },
  'resource control': (snapshot, policy) => {
    snapshot.accounts[1].organization.resourceControlPolicies[0].policies[0].Content = text(policy);
  },
};

function estate(): Snapshot {
  return buildEstate({ crossAccount: true, kms: true, boundary: true, scp: true, rcp: true }).snapshot;
}

function expectSound({ replication, findings }: Report): void {
  expect(findings.filter(({ rule }) => rule === 'rule-crashed').map(({ message }) => message)).toEqual([]);
  const [entry] = replication;
  if (entry?.verdict === 'unknown') expect(findings.some(({ kind }) => kind === 'unknown')).toBe(true);
  if (entry?.verdict === 'fails' || entry?.verdict === 'partly')
    expect(findings.some(({ level, kind }) => level === 'error' && kind === 'problem')).toBe(true);
}

const name = fc.constantFrom(
  'Version',
  'Id',
  'Statement',
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
  'StringEquals',
  'ForAllValues:StringNotLike',
  'NumericLessThanIfExists',
  'Null',
  'aws:SourceIp',
  'aws:PrincipalTag/x',
  'kms:EncryptionContext:aws:s3:arn',
  'AWS',
  'Service',
  '__proto__',
  'constructor',
);
const odd = fc.oneof(
  fc.constantFrom(
    'Allow',
    'Deny',
    '*',
    '*:*',
    '',
    ':',
    '2012-10-17',
    '2008-10-17',
    's3:*',
    's3:Replicate*',
    'kms:*',
    'sts:AssumeRole',
    's3.amazonaws.com',
    'arn:aws:s3:::orders/*',
    'arn:aws:s3',
    'arn:*',
    'arn:::::::',
    '*dst*',
    '111122223333',
    'arn:aws:iam::111122223333:root',
    'AROAEXAMPLEROLEID0001',
    '${aws:username}',
    "arn:aws:s3:::${aws:PrincipalTag/x, 'y'}/*",
    '${',
    '${}',
    '0.0.0.0/0',
    '::/0',
    'true',
    '\u0000',
    '\uD800',
    '👍'.repeat(20),
  ),
  fc.string({ maxLength: 12 }),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);
const anything = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5 },
    odd,
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(name, tie('node'), { maxKeys: 5 }),
  ),
})).node;
/** Shaped like a policy, with odd values in the right places. */
const oddList = fc.oneof(odd, fc.array(odd, { maxLength: 4 }));
const statement = fc.record(
  {
    Sid: odd,
    Effect: fc.constantFrom('Allow', 'Allow', 'Deny', 'allow'),
    Principal: fc.oneof(
      fc.constant('*'),
      fc.dictionary(fc.constantFrom('AWS', 'Service', 'Federated', 'CanonicalUser', 'Gcp'), oddList, { maxKeys: 3 }),
    ),
    NotPrincipal: fc.dictionary(fc.constantFrom('AWS', 'Service'), oddList, { maxKeys: 2 }),
    Action: oddList,
    NotAction: oddList,
    Resource: oddList,
    NotResource: oddList,
    Condition: fc.dictionary(name, fc.oneof(odd, fc.dictionary(name, oddList, { maxKeys: 3 })), { maxKeys: 3 }),
  },
  { requiredKeys: ['Effect'] },
);
const policyLike = fc.record(
  {
    Version: fc.constantFrom('2012-10-17', '2008-10-17', '2012'),
    Statement: fc.oneof(statement, fc.array(statement, { maxLength: 4 })),
  },
  { requiredKeys: ['Statement'] },
);

describe.each(Object.entries(places))('any document as the policy of the %s', (_place, put) => {
  test('ends in a report', () => {
    fc.assert(
      fc.property(fc.oneof({ weight: 1, arbitrary: anything }, { weight: 4, arbitrary: policyLike }), (policy) => {
        const snapshot = estate();
        put(
          snapshot,
          typeof policy === 'object' && policy !== null && !Array.isArray(policy) ? policy : { Statement: policy },
        );
        expectSound(auditOf(snapshot));
      }),
      { numRuns: 40 },
    );
  });
});

describe('policies that are too entangled', () => {
  /** `*a*b/*a…`: always the same, never simple. */
  const tangle = (seed: number, stars: number): string => {
    let state = seed;
    let pattern = '';
    for (let index = 0; index < stars; index += 1) {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      pattern += `*${'ab/'[state % 3] ?? ''}`;
    }
    return pattern;
  };
  const tangles = (count: number, stars: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => `arn:aws:s3:::orders*/${tangle(index + 1, stars)}`);
  const openQuestions = ({ findings }: Report): readonly string[] =>
    findings.filter(({ kind }) => kind === 'unknown').map(({ message }) => message);

  test.each([
    [400, 10],
    [60, 15],
    [30, 100],
    [5, 800],
  ])('an Allow for %i patterns of %i wildcards each', (count, stars) => {
    const snapshot = estate();
    const answer = snapshot.accounts[1].buckets[0].GetBucketPolicy;
    const policy = JSON.parse(answer.Policy);
    policy.Statement[0].Resource = tangles(count, stars);
    answer.Policy = text(policy);
    const report = auditOf(snapshot);
    expectSound(report);
    expect(['partly', 'unknown']).toContain(report.replication[0]?.verdict);
  });

  test('a Deny for all but such patterns, and one for such patterns', () => {
    const snapshot = estate();
    const answer = snapshot.accounts[1].buckets[0].GetBucketPolicy;
    const policy = JSON.parse(answer.Policy);
    policy.Statement.push({ Effect: 'Deny', Principal: '*', Action: 's3:*', NotResource: tangles(100, 20) });
    policy.Statement.push({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: tangles(100, 21) });
    answer.Policy = text(policy);
    const report = auditOf(snapshot);
    expectSound(report);
    // A key that the second Deny spares is found without walking all patterns together.
    expect(report.replication[0]?.verdict).toBe('partly');
    expect(report.replication[0]?.counterexample).not.toBeNull();
  });

  test('such patterns as encryption contexts', () => {
    const snapshot = estate();
    for (const each of snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument.Statement)
      if (each.Condition !== undefined) each.Condition.StringLike['kms:EncryptionContext:aws:s3:arn'] = tangles(60, 15);
    const report = auditOf(snapshot);
    expectSound(report);
    expect(['partly', 'unknown']).toContain(report.replication[0]?.verdict);
  });

  test('such patterns on a key whose value nobody knows: the key is what would settle it', () => {
    const snapshot = estate();
    const answer = snapshot.accounts[1].buckets[0].GetBucketPolicy;
    const policy = JSON.parse(answer.Policy);
    for (let index = 0; index < 12; index += 1) {
      const Condition = { StringLike: { 'aws:UserAgent': [tangle(index, 40), tangle(index + 50, 40)] } };
      policy.Statement.push({
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: `arn:aws:s3:::orders-replica/${index}*`,
        Condition,
      });
    }
    answer.Policy = text(policy);
    const report = auditOf(snapshot);
    expectSound(report);
    expect(report.replication[0]?.verdict).toBe('unknown');
    expect(openQuestions(report).join('\n')).toContain('aws:UserAgent');
  });

  test('500 statements, 20 replication rules', () => {
    const snapshot = estate();
    const { ReplicationConfiguration: configuration } = snapshot.accounts[0].buckets[0].GetBucketReplication;
    const [rule] = configuration.Rules;
    configuration.Rules = Array.from({ length: 20 }, (_, index) => ({
      ...structuredClone(rule),
      ID: `team-${index}`,
      Priority: index,
      Filter: { Prefix: `team-${index}/` },
    }));
    const { Statement } = snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument;
    for (let index = 0; index < 500; index += 1) {
      Statement.push({
        Effect: index % 100 === 99 ? 'Deny' : 'Allow',
        Action: ['s3:GetObject*', 's3:Replicate*'],
        Resource: [
          `arn:aws:s3:::orders/team-${index % 20}/x${index}*`,
          `arn:aws:s3:::orders-replica/team-${index % 20}/x${index}*`,
        ],
      });
    }
    const { replication, findings } = auditOf(snapshot);
    expect(findings.map(({ rule: id }) => id)).not.toContain('rule-crashed');
    // The Denies are of the statements 99, 199, …: all of them for team-19.
    expect(
      replication.filter(({ verdict }) => verdict !== 'replicates').map(({ replicationRule }) => replicationRule?.id),
    ).toEqual(['team-19']);
  });
});
