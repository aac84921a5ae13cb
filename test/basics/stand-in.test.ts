import { describe, expect, it } from '@jest/globals';
import {
  addressesIn,
  couldBe,
  hasStandIn,
  nameStandIns,
  openText,
  standIn,
  type StandInKind,
  stretchesOf,
} from '../../src/basics/stand-in.js';

const kinds: readonly StandInKind[] = ['bucket', 'role', 'policy', 'key', 'mrk-key', 'account', 'region', 'text'];

describe('a stand-in', () => {
  it.each(kinds)('of a %s has one text for each address', (kind) => {
    expect(standIn(kind, 'stack.Logs')).toBe(standIn(kind, 'stack.Logs'));
    expect(standIn(kind, 'stack.Logs')).not.toBe(standIn(kind, 'stack.Log'));
    expect(standIn(kind, 'stack.Logs')).not.toBe(openText('stack.Logs'));
    for (const other of kinds)
      if (other !== kind) expect(standIn(kind, 'stack.Logs')).not.toBe(standIn(other, 'stack.Logs'));
  });

  it.each(['Logs', 'module.a["x"].aws_s3_bucket.b[0]', 'Bücher/*?${a}:', '🚀'])('keeps its address: %s', (address) => {
    const text = `arn:aws:s3:::${standIn('bucket', address)}/${openText('Prefix')}*`;
    expect(addressesIn(text)).toEqual([address, 'Prefix']);
    expect(nameStandIns(text)).toBe(`arn:aws:s3:::${address}/Prefix*`);
  });

  it('has a bounded text, and another one for another long address', () => {
    const long = 'module.a.'.repeat(1000);
    expect(standIn('role', long).length).toBeLessThan(320);
    expect(standIn('role', `${long}x`)).not.toBe(standIn('role', `${long}y`));
    expect(nameStandIns(standIn('role', long))).toMatch(/^(?:module\.a\.)+/u);
  });

  it('has no character that means something in an ARN, a pattern or a variable', () => {
    expect(openText('*?:/${a}')).toMatch(/^[\ufdd0-\ufdef]+$/u);
  });

  it('is ordinary text where nothing stands in', () => {
    expect(hasStandIn('arn:aws:s3:::orders/*')).toBe(false);
    expect(stretchesOf('arn:aws:s3:::orders')).toEqual([{ kind: 'text', text: 'arn:aws:s3:::orders' }]);
    expect(addressesIn('orders')).toEqual([]);
  });
});

describe('what a text with stand-ins could be', () => {
  const isRole = (text: string): boolean => /^arn:aws:iam::\d{12}:role\/[\w-]+$/u.test(text);

  it.each([
    ['a literal', 'arn:aws:iam::111122223333:role/r', true],
    ['another literal', 'arn:aws:iam::111122223333:user/r', false],
    ['a new role', `arn:aws:iam::111122223333:role/${standIn('role', 'R')}`, true],
    ['in an account that is not known', `arn:aws:iam::${standIn('account', 'A')}:role/${standIn('role', 'R')}`, true],
    ['a bucket in place of the account', `arn:aws:iam::${standIn('bucket', 'A')}:role/r`, false],
    ['a value that could be anything', openText('RoleArn'), true],
    ['one in place of the account', `arn:aws:iam::${openText('A')}:role/r`, true],
    ['one behind what no role has', `arn:aws:s3:::${openText('A')}`, false],
    ['many of them', `arn:aws:iam::${openText('A')}:role/${openText('B')}${openText('C')}${openText('D')}`, true],
  ])('%s', (_, text, could) => {
    expect(couldBe(text, isRole)).toBe(could);
  });
});

describe('text of a file that looks like a stand-in', () => {
  const genuine = standIn('bucket', 'Logs');

  it.each([
    ['of another process', genuine.replace(/\ufde1.*\ufde2/u, `\ufde1${'\ufdd0'.repeat(24)}\ufde2`)],
    ['without its end', genuine.slice(0, -1)],
    ['without its beginning', genuine.slice(1)],
    ['in another order', `\ufde2${genuine.slice(1, -1)}\ufde0`],
    ['with nothing in it', '\ufde0\ufde1\ufde2'],
    ['a single character of one', '\ufdd3'],
  ])('is none: %s', (_, text) => {
    expect(addressesIn(`arn:aws:s3:::${text}/*`)).toEqual([]);
    expect(stretchesOf(text).some(({ kind }) => kind === 'stand-in')).toBe(false);
    expect(stretchesOf(text).some(({ kind }) => kind === 'stray')).toBe(true);
  });

  it('does not hide a genuine one beside it', () => {
    expect(addressesIn(`\ufdd0${genuine}\ufde2`)).toEqual(['Logs']);
  });
});
