/** Actions that are answered by the same statements: what is decided of one holds for the other. */
import { expect, test } from '@jest/globals';
import { decide, everything, noAuthorities, type Authorities, type RequestPrincipal } from '../../src/policy/index.js';
import { answeredBy } from '../../src/policy/parts.js';
import { contextKeyRows } from '../../src/replication/context-keys.js';
import { account, type Json, policy, roleArn } from './ask.js';

const actions = [
  's3:GetObjectVersionForReplication',
  's3:GetObjectVersionTagging',
  's3:GetObjectVersion',
  's3:ReplicateObject',
  's3:ReplicateTags',
  's3:ListBucket',
  's3:ListAllMyBuckets',
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:RetireGrant',
  'kms:ListKeys',
  'kms:PutKeyPolicy',
];
const resources = ['arn:aws:s3:::src/', `arn:aws:kms:us-east-1:${account}:key/1`];

const role: RequestPrincipal = {
  kind: 'role-session',
  partition: 'aws',
  account,
  roleArn,
  roleId: null,
  sessionName: 's3-replication',
};

const reads = ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionTagging'];
const statements: readonly Json[] = [
  { Effect: 'Allow', Action: reads, Resource: '*' },
  { Effect: 'Allow', Action: ['s3:Get*', 'kms:*crypt'], Resource: '*' },
  { Effect: 'Allow', NotAction: ['s3:ReplicateTags', 'kms:Decrypt'], Resource: 'arn:aws:s3:::src/*' },
  { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { StringLike: { 's3:prefix': '*' } } },
  { Effect: 'Deny', Action: 's3:List*', Resource: '*' },
  { Effect: 'Allow', Action: 'kms:*', Resource: '*' },
  { Effect: 'Allow', Action: ['s3:Replicate*', 'kms:RetireGrant'], Resource: '*' },
];

function some(bits: number): readonly Json[] {
  return statements.filter((_, index) => ((bits >> index) & 1) === 1);
}

/** Of the identity, and of the resource: every choice of statements, a few of the other policy beside each. */
function* authoritiesFor(isKey: boolean): Iterable<Authorities> {
  const kind = isKey ? 'key' : 'bucket';
  for (let bits = 1; bits < 1 << statements.length; bits += 3) {
    const own = some((bits * 37) % (1 << statements.length));
    const resource = policy(
      kind,
      own.map((each) => ({ ...each, Principal: { AWS: roleArn } })),
    );
    yield {
      ...noAuthorities,
      identity: { state: 'known', value: [{ state: 'known', value: policy('identity', some(bits)) }] },
      resource: own.length === 0 ? { state: 'absent' } : { state: 'known', value: resource },
    };
  }
}

function outcome(action: string, prefix: string, authorities: Authorities): string {
  const isKey = prefix.includes(':kms:');
  return decide(
    {
      principal: role,
      action,
      resource: isKey ? prefix : { prefix },
      resourceAccount: account,
      keys: everything,
      context: {
        values: new Map([['aws:securetransport', { state: 'present', values: ['true'] }]]),
        others: { state: 'present', values: ['x'] },
      },
    },
    authorities,
  ).outcome;
}

test('actions that are answered by the same statements have the same outcome', () => {
  let alike = 0;
  const wrong: string[] = [];
  for (const resource of resources) {
    for (const authorities of authoritiesFor(resource.includes(':kms:'))) {
      const seen = new Map<string, string>();
      for (const action of actions) {
        const by = answeredBy(authorities, action);
        if (by === null) continue;
        const found = outcome(action, resource, authorities);
        const before = seen.get(by);
        if (before === undefined) seen.set(by, found);
        else alike += 1;
        if (before !== undefined && before !== found)
          wrong.push(`${action} on ${resource}: ${found} instead of ${before}`);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(alike).toBeGreaterThan(100);
});

test('an action is looked at by itself where grants name it, or where a condition asks for a key that few actions carry', () => {
  const identity = (list: readonly Json[]): Authorities['identity'] => ({
    state: 'known',
    value: [{ state: 'known', value: policy('identity', list) }],
  });
  const plain: Authorities = {
    ...noAuthorities,
    identity: identity([{ Effect: 'Allow', Action: reads, Resource: '*' }]),
  };
  const [first = '', second = ''] = reads;
  expect(answeredBy(plain, first)).not.toBeNull();
  expect(answeredBy(plain, first)).toBe(answeredBy(plain, second));
  expect(answeredBy(plain, first)).not.toBe(answeredBy(plain, 's3:GetObjectVersion'));
  const grants = [{ ...grant, operations: ['Decrypt'] }];
  expect(answeredBy({ ...plain, grants: { state: 'known', value: grants } }, 'kms:Decrypt')).toBeNull();
  const Condition = { StringEquals: { 's3:prefix': 'a' } };
  const asking: Authorities = {
    ...plain,
    identity: identity([{ Effect: 'Allow', Action: 's3:*', Resource: '*', Condition }]),
  };
  expect(answeredBy(asking, first)).toBeNull();
  const variable: Authorities = {
    ...plain,
    identity: identity([{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::${s3:prefix}' }]),
  };
  expect(answeredBy(variable, first)).toBeNull();
  expect(answeredBy(plain, 'sts:AssumeRole')).toBeNull();
});

const grant = {
  id: 'g',
  granteePrincipal: roleArn,
  granteeServicePrincipal: null,
  encryptionContextSubset: null,
  encryptionContextEquals: null,
  sourceArn: null,
};

test('what S3 sends as a key of every request does not depend on the action', () => {
  const global = contextKeyRows.filter(({ key }) => key.toLowerCase().startsWith('aws:'));
  expect(global.length).toBeGreaterThan(20);
  expect(global.filter(({ actions: some }) => some !== undefined)).toEqual([]);
});
