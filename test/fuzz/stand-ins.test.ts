/**
 * Decisions with values that are not known, against the same decisions once they have values: what is decided holds for all of them.
 * How many decisions stay open is counted, so that "unknown" for everything does not pass.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nameStandIns, openText, standIn } from '../../src/basics/stand-in.js';
import {
  decide,
  difference,
  everyKey,
  intersection,
  isEmpty,
  noAuthorities,
  ofPattern,
  type Outcome,
} from '../../src/policy/index.js';
import { policy } from '../policy/ask.js';
import { fuzz } from './settings.js';

/** Each with values that it may have; new names are names that nothing else has. */
const unknowns: Readonly<Record<string, { readonly text: string; readonly values: readonly string[] }>> = {
  bucket: { text: standIn('bucket', 'Logs'), values: ['stack-logs-k3x9q2', 'logs-9z8y7x6w', 'prod-logs-4u5v', 'zzz'] },
  other: { text: standIn('bucket', 'Other'), values: ['stack-other-m1n2', 'logsother-0a', 'prod-7c6b5a'] },
  role: { text: standIn('role', 'Role'), values: ['Stack-Role-1A2B', 'copy+8H7G', 'Z'] },
  key: {
    text: standIn('key', 'Key'),
    values: ['11111111-aaaa-4bbb-8ccc-222222222222', 'abababab-0000-4000-8000-000000000000'],
  },
  account: { text: standIn('account', 'Own'), values: ['111111111111', '222222222222', '333333333333'] },
  foreign: { text: standIn('account', 'Foreign'), values: ['111111111111', '222222222222', '444444444444'] },
  region: { text: standIn('region', 'Region'), values: ['eu-west-1', 'us-east-1'] },
  name: { text: openText('Name'), values: ['logs', 'prod', '', 'a', 'logs/2026', 'prod-logs'] },
  text: { text: openText('Text'), values: ['logs', '*', 'a?', 'prod-', '222222222222', 'a:b'] },
};
const at = (name: string): string => unknowns[name]?.text ?? '';

const bucketName = fc.oneof(
  fc.constantFrom(at('bucket'), at('other'), at('name'), 'logs', 'prod-logs'),
  fc.constantFrom(`prod-${at('name')}`, `${at('name')}-${at('account')}`, `${at('bucket')}-copy`),
);
const bucketPattern = fc.oneof(
  { weight: 4, arbitrary: bucketName },
  fc.constantFrom(
    '*',
    'prod-*',
    '*logs',
    'logs*',
    '????',
    `${at('bucket')}*`,
    `*${at('name')}`,
    at('text'),
    `lo?${at('name')}`,
  ),
);
const keyPattern = fc.constantFrom(
  '*',
  '*',
  '*',
  'logs/*',
  `${at('name')}/*`,
  `${at('name')}*`,
  'a',
  '?*',
  '',
  `*/${at('account')}/*`,
  '*a',
);
const account = fc.constantFrom(at('account'), at('foreign'), '111111111111', '222222222222');
const roleName = fc.constantFrom(at('role'), 'copy', at('name'), `x-${at('role')}`);
const roleArn = fc.tuple(account, roleName).map(([id, name]) => `arn:aws:iam::${id}:role/${name}`);
const objects = fc.tuple(bucketPattern, keyPattern).map(([bucket, key]) => `arn:aws:s3:::${bucket}/${key}`);
const keyArn = fc
  .tuple(
    fc.constantFrom(at('region'), 'eu-west-1', '*'),
    account,
    fc.constantFrom(at('key'), at('name'), '*', '11111111-*', at('text')),
  )
  .map(([region, id, key]) => `arn:aws:kms:${region}:${id}:key/${key}`);
const resources = fc.uniqueArray(
  fc.oneof(
    { weight: 5, arbitrary: objects },
    fc.constantFrom('*', at('text'), `${at('text')}/*`, 'arn:aws:s3:::*', 'arn:aws:s3:*'),
  ),
  { minLength: 1, maxLength: 2 },
);
const keyResources = fc.uniqueArray(fc.oneof({ weight: 5, arbitrary: keyArn }, fc.constantFrom('*', at('text'))), {
  minLength: 1,
  maxLength: 2,
});
const principals = fc.oneof(
  fc.constant<unknown>('*'),
  fc
    .oneof(
      roleArn,
      account,
      account.map((id) => `arn:aws:iam::${id}:root`),
      fc.constant(at('text')),
    )
    .map((AWS) => ({ AWS })),
);
const values = fc.oneof(
  bucketName,
  bucketPattern,
  account,
  roleArn,
  fc.constantFrom(`arn:aws:s3:::${at('bucket')}`, 'arn:aws:s3:::*', '${aws:PrincipalAccount}'),
);
const condition = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  fc
    .tuple(
      fc.constantFrom(
        'StringEquals',
        'StringLike',
        'StringNotEquals',
        'StringNotLike',
        'StringEqualsIgnoreCase',
        'ArnLike',
        'ArnNotEquals',
      ),
      fc.constantFrom(
        'aws:SourceAccount',
        'aws:ResourceAccount',
        'aws:PrincipalArn',
        'kms:EncryptionContext:aws:s3:arn',
        'aws:PrincipalTag/t',
      ),
      fc.uniqueArray(values, { minLength: 1, maxLength: 2 }),
    )
    // What an ARN operator makes of a text that is not an ARN is not documented.
    .filter(([operator, name]) => !operator.startsWith('Arn') || name !== 'aws:PrincipalTag/t')
    .map(([operator, name, list]) => ({ Condition: { [operator]: { [name]: list } } })),
);
const effect = fc.constantFrom('Allow', 'Allow', 'Deny');

type Json = Readonly<Record<string, unknown>>;
const elementOf = (name: string, not: boolean, value: unknown): Json => ({ [`${not ? 'Not' : ''}${name}`]: value });
const rarely = fc.integer({ min: 0, max: 5 }).map((number) => number === 0);
const statementOf = (resource: fc.Arbitrary<readonly string[]>, hasPrincipal: boolean): fc.Arbitrary<Json> =>
  fc
    .tuple(
      effect,
      fc.constantFrom('s3:*', 's3:GetObject', 'kms:Decrypt', '*', at('text'), `s3:${at('name')}`),
      resource,
      rarely,
      condition,
      principals,
    )
    .map(([Effect, Action, list, not, more, Principal]) => ({
      Effect,
      Action,
      ...elementOf('Resource', not, list),
      ...more,
      ...(hasPrincipal ? { Principal } : {}),
    }));

interface Setup {
  readonly isKms: boolean;
  readonly account: string;
  readonly roleName: string;
  readonly resourceAccount: string;
  readonly bucket: string;
  readonly region: string;
  readonly keyId: string;
  readonly selects: string;
  readonly shadowed: string | null;
  readonly identity: readonly Json[];
  readonly resource: readonly Json[] | null;
  readonly tag: string;
}

const setup: fc.Arbitrary<Setup> = fc.boolean().chain((isKms) => {
  const resource = isKms ? keyResources : resources;
  return fc.record({
    isKms: fc.constant(isKms),
    account,
    roleName,
    resourceAccount: account,
    bucket: bucketName,
    region: fc.constantFrom(at('region'), 'eu-west-1'),
    keyId: fc.constantFrom(at('key'), '11111111-2222-4333-8444-555555555555'),
    selects: fc.constantFrom('*', '*', 'logs/*', `${at('name')}*`, `in/${at('name')}/*`),
    shadowed: fc.constantFrom(null, null, null, 'logs/2026*', `${at('name')}x*`),
    identity: fc.array(statementOf(resource, false), { minLength: 1, maxLength: 3 }),
    resource: fc.option(fc.array(statementOf(resource, true), { minLength: 1, maxLength: 2 })),
    tag: fc.constantFrom('logs', at('name'), at('bucket')),
  });
});

function outcomeOf(given: Setup): Outcome | 'nothing' {
  const { isKms, account: own, roleName: name, bucket, region, keyId, selects, shadowed } = given;
  const role = `arn:aws:iam::${own}:role/${name}`;
  const object = { prefix: `arn:aws:s3:::${bucket}/` };
  const present = (value: string | { readonly prefix: string }) => ({ state: 'present' as const, values: [value] });
  const selected = intersection(ofPattern(selects), everyKey);
  const keys = shadowed === null ? selected : difference(selected, ofPattern(shadowed));
  if (isEmpty(keys) === true) return 'nothing';
  return decide(
    {
      principal: {
        kind: 'role-session',
        partition: 'aws',
        account: own,
        roleArn: role,
        roleId: null,
        sessionName: 's',
      },
      action: isKms ? 'kms:Decrypt' : 's3:GetObject',
      resource: isKms ? `arn:aws:kms:${region}:${given.resourceAccount}:key/${keyId}` : object,
      resourceAccount: given.resourceAccount,
      keys,
      context: {
        values: new Map([
          ['aws:principalarn', present(role)],
          ['aws:principalaccount', present(own)],
          ['aws:resourceaccount', present(given.resourceAccount)],
          ['aws:principaltag/t', present(given.tag)],
          ...(isKms ? ([['kms:encryptioncontext:aws:s3:arn', present(object)]] as const) : []),
        ]),
        others: { state: 'absent' },
      },
    },
    {
      ...noAuthorities,
      identity: { state: 'known', value: [{ state: 'known', value: policy('identity', given.identity) }] },
      ...(given.resource === null
        ? {}
        : { resource: { state: 'known', value: policy(isKms ? 'key' : 'bucket', given.resource) } }),
    },
  ).outcome;
}

const choice = fc.record(
  Object.fromEntries(Object.entries(unknowns).map(([name, { values: list }]) => [name, fc.constantFrom(...list)])),
);

function withValues(given: Setup, chosen: Readonly<Record<string, string>>): Setup {
  let text = JSON.stringify(given);
  for (const [name, value] of Object.entries(chosen)) text = text.replaceAll(at(name), () => value);
  return JSON.parse(text) as Setup;
}

describe('a decision with values that are not known', () => {
  test('holds, where it is one, whatever the values are', () => {
    const counts = { decided: 0, open: 0 };
    fc.assert(
      fc.property(setup, fc.array(choice, { minLength: 12, maxLength: 12 }), (given, choices) => {
        const outcome = outcomeOf(given);
        if (outcome === 'unknown') {
          counts.open += 1;
          return;
        }
        counts.decided += 1;
        for (const chosen of choices) {
          const real = outcomeOf(withValues(given, chosen));
          if (real !== outcome && real !== 'nothing')
            throw new Error(
              `${outcome}, but ${real} for ${JSON.stringify(withValues(given, chosen))} of ${nameStandIns(JSON.stringify(given))}`,
            );
        }
      }),
      fuzz(800),
    );
    expect(counts.decided).toBeGreaterThan(counts.open / 3);
  });
});
