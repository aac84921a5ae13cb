/** Patterns made to be hard: each question is decided, in a bounded number of steps. Nothing here looks at a clock. */
import { describe, expect, test } from '@jest/globals';
import {
  Budget,
  concatGlobs,
  contains,
  difference,
  everyKey,
  intersection,
  isEmpty,
  isSubset,
  isTooComplex,
  literalGlob,
  ofGlob,
  ofPattern,
  ofText,
  parseGlob,
  union,
  witness,
  type StringSet,
} from '../../../src/policy/strings/index.js';

const marks = (count: number): string => '?'.repeat(count);
const uuid = [8, 4, 4, 4, 12].map(marks).join('-');
const all = (patterns: readonly string[]): StringSet => union(...patterns.map(ofPattern));
const letters = [...'abcdefghij'];

/** What denies, or allows, in a policy of somebody who means harm, or of somebody who has folders of that kind. */
const shapes: readonly (readonly [name: string, set: StringSet, shortest: string])[] = [
  ['a letter, a gap, a letter', ofPattern(`*a${marks(16)}b*`), `a${'c'.repeat(16)}b`],
  ['the same behind a folder', ofPattern(`p0/*a${marks(16)}b*`), `p0/a${'c'.repeat(16)}b`],
  ['the same without an end', ofPattern(`*a${marks(16)}b`), `a${'c'.repeat(16)}b`],
  ['a gap as long as a key', ofPattern(`*a${marks(500)}b*`), `a${'c'.repeat(500)}b`],
  ['UUID folders', ofPattern(`*/${uuid}/*`), `/aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa/`],
  ['UUIDs in a text', ofPattern(`in/*-${uuid}-v*.json`), `in/-aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa-v.json`],
  [
    'a UUID after a UUID',
    ofPattern(`*${uuid}*${uuid}*`),
    `aaaaaaaa-aaaa-aaaa-aaaa-${'a'.repeat(20)}-aaaa-aaaa-aaaa-${'a'.repeat(12)}`,
  ],
  ['a dash and 32 characters', ofPattern(`*-${marks(32)}`), `-${'a'.repeat(32)}`],
  ['a dash, 32 characters and a folder', ofPattern(`*-${marks(32)}/*`), `-${'a'.repeat(32)}/`],
  ['many stars', ofPattern('*a*a*a*b'), 'aaab'],
  ['very many stars', ofPattern(`${'*a'.repeat(200)}*b`), `${'a'.repeat(200)}b`],
  ['only marks', ofPattern(marks(1000)), 'a'.repeat(1000)],
  ['forty at once', all(Array.from({ length: 40 }, (_, gap) => `*${letters[gap % 10]}${marks(5 + gap)}x*`)), 'abbbbbx'],
  [
    'two that must both match',
    intersection(ofPattern(`*a${marks(16)}b*`), ofPattern(`*b${marks(16)}a*`)),
    `ab${'c'.repeat(15)}ba`,
  ],
];

describe('within all keys', () => {
  test.each(shapes)('%s: its shortest member, or one as short', (_name, set, shortest) => {
    const found = witness(intersection(everyKey, set), undefined, 60_000);
    if (typeof found !== 'string') throw new Error('a member is obvious');
    expect(contains(set, found)).toBe(true);
    expect(found).toHaveLength(shortest.length);
  });

  test.each(shapes)('%s: not all keys are outside, and not all inside', (_name, set) => {
    expect(isSubset(everyKey, set)).toBe(false);
    expect(isEmpty(intersection(everyKey, set))).toBe(false);
    const outside = witness(difference(everyKey, set), undefined, 4000);
    expect(typeof outside === 'string' && !contains(set, outside)).toBe(true);
  });

  test.each(shapes)('%s: inside itself, and with more around it', (_name, set) => {
    const keys = intersection(everyKey, set);
    expect(isSubset(keys, union(ofPattern('q/*'), set), undefined, 60_000)).toBe(true);
    expect(witness(difference(keys, set), undefined, 60_000)).toBeNull();
  });

  test.each(shapes)('%s: nothing is left when every other key is denied, too', (_name, set) => {
    const denied = union(set, difference(ofPattern('*'), set));
    expect(witness(difference(everyKey, denied), undefined, 60_000)).toBeNull();
  });
});

describe('neighbours', () => {
  test.each([
    [`*a${marks(16)}b*c`, `*a${marks(16)}b*`, true],
    [`*a${marks(16)}b*`, `*a${marks(16)}b*c`, false],
    [`*a${marks(16)}b*`, `*a${marks(15)}?b*`, true],
    [`*a${marks(16)}b*`, `*a*b*`, true],
    ['*a*b*', `*a${marks(16)}b*`, false],
    [`?*${marks(20)}`, `${marks(20)}*?`, true],
    [`*/${uuid}/*`, `*-*`, true],
    [`*/${uuid}/*`, `*/${marks(36)}/*`, true],
    [`*/${marks(36)}/*`, `*/${uuid}/*`, false],
    ['*a*a*a*b', '*a*a*b', true],
    ['*a*a*b', '*a*a*a*b', false],
  ])('%s inside %s: %s', (inner, outer, expected) => {
    expect(isSubset(ofPattern(inner), ofPattern(outer), undefined, 60_000)).toBe(expected);
  });

  test('every key is short, or long, or in between', () => {
    const lengths = Array.from({ length: 40 }, (_, length) => ofPattern(marks(length + 1)));
    const long = ofPattern(`${marks(41)}*`);
    expect(isSubset(everyKey, union(...lengths, long))).toBe(true);
    const gap = union(...lengths.filter((_, index) => index !== 30), long);
    expect(witness(difference(everyKey, gap))).toBe('a'.repeat(31));
  });

  test('a key of 1,024 bytes is the longest', () => {
    const long = ofPattern(`*a${marks(1021)}b*`);
    expect(witness(intersection(everyKey, long))).toHaveLength(1023);
    expect(isEmpty(intersection(everyKey, ofPattern(`*a${marks(1023)}b*`)))).toBe(true);
  });

  test('every character but one is denied somewhere', () => {
    const denied = all(
      [...'abcdefghijklmnopqrstuvwxyz0123456789'].flatMap((char) => [`*${char}*`, `*${char}${marks(9)}*`]),
    );
    expect(witness(difference(everyKey, denied))).toBe('A');
  });

  const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
  const literal = (char: string): StringSet => ofGlob(concatGlobs(parseGlob('*'), literalGlob(char), parseGlob('*')));

  test('one character of a byte is left: it is found before longer ones', () => {
    for (const left of ['*', '?', '~', ' ', '\0', '\x1f', '\x7f', '!']) {
      const denied = union(...ascii.filter((char) => char !== left).map(literal));
      expect(witness(difference(everyKey, denied))).toBe(left);
      const full = difference(intersection(everyKey, ofPattern(marks(1024))), denied);
      expect(witness(full, undefined, 4_000_000)).toBe(left.repeat(1024));
    }
  });

  test('no character of a byte is left', () => {
    const denied = union(...ascii.map(literal));
    expect(witness(difference(everyKey, denied))).toBe('¡');
    const five = difference(ofPattern(marks(5)), denied);
    expect(isEmpty(five, { minBytes: 1, maxBytes: 9 })).toBe(true);
    expect(witness(five, { minBytes: 1, maxBytes: 10 })).toBe('¡¡¡¡¡');
  });

  test('one that is told apart is the only short one', () => {
    const denied = difference(union(...ascii.map(literal)), ofPattern('x?'));
    expect(witness(difference(intersection(everyKey, ofPattern('??')), denied))).toBe('xa');
  });
});

/** Four that must all match and hardly overlap: more than a small budget finds out. */
const entangled = (seed: number): StringSet =>
  difference(
    intersection(
      everyKey,
      ...['ab', 'ba', 'cd', 'ef'].map(([from, to], index) => ofPattern(`*${from}${marks(14 + seed + index)}${to}*`)),
    ),
    ofPattern('*gh*'),
  );
/** Like the others, and without a member. */
const contradictory = (seed: number): StringSet => difference(entangled(seed), union(ofPattern('*a*'), ofText('x')));

describe('a budget', () => {
  test('a question that is too much says so, and is never answered wrongly', () => {
    for (const steps of [0, 1, 10, 100, 1000, 10_000, 100_000, 10_000_000]) {
      const found = witness(entangled(0), undefined, steps);
      expect(found).not.toBeNull();
      if (typeof found === 'string') expect(contains(entangled(0), found)).toBe(true);
      expect([true, false]).toContain(isTooComplex(isEmpty(entangled(0), undefined, steps)));
      expect(isEmpty(entangled(0), undefined, steps)).not.toBe(true);
    }
    expect(typeof witness(entangled(0), undefined, 10_000_000)).toBe('string');
  });

  test('hard questions share it: a whole estate of them takes no more than there is', () => {
    const budget = new Budget({ total: 500_000, question: 50_000 });
    const answers = Array.from({ length: 60 }, (_, seed) => witness(entangled(seed % 30), undefined, budget));
    expect(budget.left).toBeGreaterThan(0);
    expect(answers.some(isTooComplex)).toBe(true);
    // Each is asked once: the second half takes nothing.
    const left = budget.left;
    Array.from({ length: 30 }, (_, seed) => witness(entangled(seed), undefined, budget));
    expect(budget.left).toBe(left);
  });

  test('easy questions are answered when it is spent, and take nothing from it', () => {
    const budget = new Budget({ total: 1, question: 50_000 });
    for (const [, set] of shapes) {
      expect(isSubset(everyKey, set, undefined, budget)).toBe(false);
      expect(isEmpty(intersection(everyKey, set), undefined, budget)).toBe(false);
    }
    expect(budget.left).toBe(1);
  });

  test('the same questions in the same order get the same answers', () => {
    const ask = (): readonly unknown[] => {
      const budget = new Budget({ total: 400_000, question: 50_000 });
      return Array.from({ length: 20 }, (_, seed) => [
        witness(entangled(seed), undefined, budget),
        isEmpty(contradictory(seed), undefined, budget),
        budget.left,
      ]);
    };
    expect(ask()).toEqual(ask());
  });
});
