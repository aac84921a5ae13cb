import { describe, expect, test } from '@jest/globals';
import { readAccountList } from '../../../src/collectors/accounts/account-list.js';
import { InvalidAccountList } from '../../../src/collectors/errors.js';

const role = 'arn:aws:iam::111122223333:role/audit';

describe('a list of accounts', () => {
  test.each([
    ['role ARNs', [role], {}, { id: '111122223333', roleArn: role, externalId: null }],
    [
      'account ids, with a role for all',
      ['111122223333'],
      { defaultRole: 'audit' },
      { id: '111122223333', roleArn: role, externalId: null },
    ],
    [
      'account and role',
      [{ account: '111122223333', role: 'audit' }],
      {},
      { id: '111122223333', roleArn: role, externalId: null },
    ],
    [
      'account and role ARN',
      [{ id: '111122223333', roleArn: role, externalId: 'x' }],
      {},
      { id: '111122223333', roleArn: role, externalId: 'x' },
    ],
    ['an external id for all', [role], { externalId: 'y' }, { id: '111122223333', roleArn: role, externalId: 'y' }],
    [
      'another partition',
      [{ account: '111122223333', role: 'audit' }],
      { partition: 'aws-cn' },
      { id: '111122223333', roleArn: 'arn:aws-cn:iam::111122223333:role/audit', externalId: null },
    ],
    [
      'a role with a path',
      [{ account: '111122223333', role: 'a/b' }],
      {},
      { id: '111122223333', roleArn: 'arn:aws:iam::111122223333:role/a/b', externalId: null },
    ],
  ])('of %s', (_what, list, settings, target) => {
    expect(readAccountList(list, settings)).toEqual([target]);
    expect(readAccountList({ accounts: list }, settings)).toEqual([target]);
  });

  test.each([
    ['no list', { a: 1 }, 'It must be a list'],
    ['nothing', [], 'It is empty'],
    ['an id that YAML read as a number', [111122223333], 'Entry 1: an account id must stand in quotes'],
    ['the same in an object', [{ account: 111122223333, role: 'a' }], 'Entry 1: an account id must stand in quotes'],
    ['an id without a role', ['111122223333'], 'Entry 1: a role ARN is expected'],
    ['an id too short', [{ account: '1111', role: 'a' }], 'Entry 1: account and role do not lead'],
    [
      'account and role that disagree',
      [{ account: '444455556666', roleArn: role }],
      'Entry 1: account and role do not lead',
    ],
    ['a member that is not known', [{ account: '111122223333', rolle: 'a' }], '`rolle` is not known here'],
    ['an account twice', [role, { account: '111122223333', role: 'other' }], 'Account 111122223333 is listed twice'],
    ['null', [null], 'Entry 1: a role ARN, an account id or an object'],
  ])('of %s is refused', (_what, list, message) => {
    expect(() => readAccountList(list)).toThrow(message);
  });

  test('is refused with all faults at once', () => {
    expect(() => readAccountList([1, 2])).toThrow(/Entry 1[^]*Entry 2/);
  });

  test('is refused with the place of each fault', () => {
    const faultsOf = (list: unknown): unknown => {
      try {
        return readAccountList(list);
      } catch (error) {
        return error instanceof InvalidAccountList ? error.faults.map(({ path }) => path) : error;
      }
    };
    expect(faultsOf({ accounts: [role, role, { rolle: 'a' }, { id: 111122223333, role: 'a' }] })).toEqual([
      ['accounts', 2, 'rolle'],
      ['accounts', 3, 'id'],
      ['accounts', 1],
    ]);
    expect(faultsOf([])).toEqual([[]]);
    expect(faultsOf({ accounts: 'all' })).toEqual([['accounts']]);
  });
});
