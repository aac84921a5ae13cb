import { describe, expect, test } from '@jest/globals';
import { ConfigurationError } from '../../src/config/fault.js';
import { readConfig } from '../../src/config/read-config.js';

const ruleIds = ['kms/decrypt-not-allowed', 'kms/encrypt-not-allowed', 'role/missing', 'rule-crashed'];
function read(text: string, file = 'replint.config.yaml') {
  return readConfig(file, text, ruleIds);
}

function faultsOf(text: string, file = 'replint.config.yaml'): readonly string[] {
  try {
    read(text, file);
  } catch (error) {
    if (error instanceof ConfigurationError)
      return error.faults.map(({ line, column, message }) => `${line}:${column} ${message}`);
    throw error;
  }
  return [];
}

const complete = `severity:
  kms/encrypt-not-allowed: warning
  role/missing: off
suppressions:
  - rule: kms/*
    sourceBucket: scratch-*
    account: 011122223333
    reason: Scratch data
    owner: data-team
    expires: 2027-01-31
  - fingerprint: 0123456789abcdef0123456789abcdef
    reason: Moves in spring
    owner: ops
trustedAccounts: [011122223333, "444455556666"]
trustedOrganizations:
  - o-a1b2c3d4e5
mustReplicate:
  - tag: { key: tier, value: gold }
    toRegions: [eu-west-1]
    toAccounts: [444455556666]
    reason: Policy 7
  - bucket: orders-*
sourceKeys:
  orders: arn:aws:kms:us-east-1:111122223333:key/mrk-1
  logs:
    - arn:aws:kms:us-east-1:111122223333:key/a
    - arn:aws:kms:us-east-1:111122223333:key/b
settled:
  "context:s3:aws:securetransport": "true"
failOn: warning
requireOrganization: true
allowIncomplete: false
`;

describe('a complete file', () => {
  test('is read into typed settings, account ids as they stand', () => {
    expect(read(complete)).toEqual({
      file: 'replint.config.yaml',
      severity: new Map([
        ['kms/encrypt-not-allowed', 'warning'],
        ['role/missing', 'off'],
      ]),
      suppressions: [
        {
          rule: 'kms/*',
          sourceBucket: 'scratch-*',
          replicationRule: null,
          role: null,
          account: '011122223333',
          region: null,
          fingerprint: null,
          reason: 'Scratch data',
          owner: 'data-team',
          expires: '2027-01-31',
          line: 5,
        },
        {
          rule: null,
          sourceBucket: null,
          replicationRule: null,
          role: null,
          account: null,
          region: null,
          fingerprint: '0123456789abcdef0123456789abcdef',
          reason: 'Moves in spring',
          owner: 'ops',
          expires: null,
          line: 11,
        },
      ],
      trustedAccounts: ['011122223333', '444455556666'],
      trustedOrganizations: ['o-a1b2c3d4e5'],
      mustReplicate: [
        {
          bucket: null,
          tag: { key: 'tier', value: 'gold' },
          toRegions: ['eu-west-1'],
          toAccounts: ['444455556666'],
          reason: 'Policy 7',
        },
        { bucket: 'orders-*', tag: null, toRegions: [], toAccounts: [], reason: null },
      ],
      sourceKeys: new Map([
        ['orders', ['arn:aws:kms:us-east-1:111122223333:key/mrk-1']],
        ['logs', ['arn:aws:kms:us-east-1:111122223333:key/a', 'arn:aws:kms:us-east-1:111122223333:key/b']],
      ]),
      settled: new Map([['context:s3:aws:securetransport', 'true']]),
      failOn: 'warning',
      requireOrganization: true,
      allowIncomplete: false,
    });
  });

  test('an empty file sets nothing', () => {
    expect(read('').suppressions).toEqual([]);
    expect(read('# nothing yet\n').failOn).toBeNull();
  });

  test('JSON with comments is read as well', () => {
    const config = read('{\n  // strict\n  "failOn": "note"\n}', 'replint.config.json');
    expect(config.failOn).toBe('note');
    expect(config.file).toBe('replint.config.json');
  });
});

describe('every fault is named where it stands', () => {
  test.each([
    ['an unknown setting', 'failon: error\n', ['1:1 There is no setting `failon` here. Did you mean `failOn`?']],
    [
      'an unknown setting of a suppression',
      'suppressions:\n  - rule: kms/*\n    sourcebuckt: a\n    reason: r\n    owner: o\n',
      ['3:5 There is no setting `sourcebuckt` here. Did you mean `sourceBucket`?'],
    ],
    [
      'an unknown rule',
      'severity:\n  kms/encript-not-allowed: off\n',
      ['2:3 There is no rule `kms/encript-not-allowed`. Did you mean `kms/encrypt-not-allowed`?'],
    ],
    [
      'a pattern that no rule has',
      'suppressions:\n  - { rule: "kns/*", reason: r, owner: o }\n',
      ['2:13 There is no rule `kns/*`.'],
    ],
    [
      'the rule for crashes',
      'severity: { rule-crashed: off }\n',
      ['1:13 `rule-crashed` tells of a bug in replint: its level is fixed.'],
    ],
    [
      'a wrong level',
      'severity:\n  role/missing: errror\n',
      ['2:17 `role/missing` is `errror`, where one of error, warning, note, off is expected. Did you mean `error`?'],
    ],
    [
      'no reason and no owner',
      'suppressions:\n  - rule: kms/*\n',
      ['2:5 `reason` is missing.', '2:5 `owner` is missing.'],
    ],
    [
      'a suppression of everything',
      'suppressions:\n  - reason: r\n    owner: o\n',
      [
        '2:5 This would suppress everything: name at least one of rule, sourceBucket, replicationRule, role, account, region, fingerprint.',
      ],
    ],
    [
      'a day that does not exist',
      'suppressions:\n  - { rule: "*", reason: r, owner: o, expires: 2027-02-30 }\n',
      ['2:48 There is no such day.'],
    ],
    [
      'a list in place of a text',
      'suppressions:\n  - { rule: [a], reason: r, owner: o }\n',
      ['2:13 `rule` is a list, where a text is expected.'],
    ],
    [
      'a text in place of a list',
      'trustedAccounts: "111122223333"\n',
      ['1:18 `trustedAccounts` is a text, where a list is expected.'],
    ],
    ['a short account id', 'trustedAccounts:\n  - 1111\n', ['2:5 `trustedAccounts`: An account id has twelve digits.']],
    ['neither bucket nor tag', 'mustReplicate:\n  - toRegions: [eu-west-1]\n', ['2:5 Name either `bucket` or `tag`.']],
    [
      'a key that is an alias',
      'sourceKeys:\n  orders: alias/a\n',
      ['2:11 `orders`: A key is named by its ARN: `arn:aws:kms:REGION:ACCOUNT:key/ID`.'],
    ],
    [
      'no key at all',
      'sourceKeys:\n  orders: true\n',
      ['2:11 `orders` is not a key ARN or a list of key ARNs: `arn:aws:kms:REGION:ACCOUNT:key/ID`.'],
    ],
    ['a name that JavaScript knows', 'severity: { __proto__: off }\n', ['1:13 There is no rule `__proto__`.']],
    ['a file that is a list', '- a\n', ['1:1 The file is a list, where a mapping is expected.']],
    ['a repeated setting', 'failOn: error\nfailOn: note\n', ['2:1 This is not YAML: Map keys must be unique.']],
    [
      'a reference',
      'trustedAccounts: &a ["111122223333"]\ntrustedOrganizations: *a\n',
      ['2:23 References (`*name`) are not supported: write the value out.'],
    ],
  ])('%s', (_name, text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });

  test.each([
    ['a missing comma', '{\n  "failOn": "note"\n  "allowIncomplete": true\n}', ['3:3 A comma is expected.']],
    ['a repeated name', '{"failOn": "note", "failOn": "error"}', ['1:20 `failOn` stands here twice.']],
    [
      'an unknown name',
      '{\n "suppression": []\n}',
      ['2:2 There is no setting `suppression` here. Did you mean `suppressions`?'],
    ],
    [
      'a number for an account',
      '{"trustedAccounts": [111122223333]}',
      ['1:22 `trustedAccounts` is a number, where a text is expected.'],
    ],
    ['nothing', '', ['1:1 A value is expected.']],
  ])('in JSON: %s', (_name, text, faults) => {
    expect(faultsOf(text, 'replint.config.json')).toEqual(faults);
  });

  test('the message lists file, line and column', () => {
    expect(() => read('failon: error\nallowIncomplete: 1\n')).toThrow(
      [
        'The configuration cannot be used.',
        '  replint.config.yaml:1:1 There is no setting `failon` here. Did you mean `failOn`?',
        '  replint.config.yaml:2:18 `allowIncomplete` is a text, where true or false is expected.',
      ].join('\n'),
    );
  });
});
