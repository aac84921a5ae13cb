import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ReplicationRule } from '../../src/estate/model.js';
import { ruleSelections } from '../../src/replication/priorities.js';
import { rule } from './setup.js';

const red = { Key: 'colour', Value: 'red' };
const big = { Key: 'size', Value: 'big' };

function prefixed(Priority: number, Prefix: string, changes: Partial<ReplicationRule> = {}): ReplicationRule {
  return rule({ Priority, Filter: { Prefix }, ...changes });
}
function tagged(Priority: number, Prefix: string, ...Tags: readonly { Key: string; Value: string }[]): ReplicationRule {
  return rule({ Priority, Filter: { And: { Prefix, Tags } } });
}
function to(name: string): Partial<ReplicationRule> {
  return { Destination: { Bucket: `arn:aws:s3:::${name}` } };
}

/** For each rule: the prefixes it loses, and who shadows it. */
function left(...Rules: readonly ReplicationRule[]): readonly (readonly [readonly string[], number | null])[] {
  return ruleSelections({ Rules }).map(({ selection, shadowedBy }) => [selection.minusPrefixes, shadowedBy] as const);
}

describe('rules with the same destination', () => {
  test('the higher priority takes its prefix from the lower', () => {
    expect(left(prefixed(1, ''), prefixed(2, 'logs/'))).toEqual([
      [['logs/'], null],
      [[], null],
    ]);
  });

  test('the lower priority takes nothing', () => {
    expect(left(prefixed(2, ''), prefixed(1, 'a/', to('elsewhere')))).toEqual([
      [[], null],
      [[], null],
    ]);
  });

  test('a rule whose prefix a higher one begins is shadowed', () => {
    expect(left(prefixed(1, 'logs/2026/'), prefixed(2, 'logs/'))).toEqual([
      [['logs/2026/'], 1],
      [[], null],
    ]);
    expect(left(prefixed(1, 'logs/'), prefixed(2, ''))).toEqual([
      [['logs/'], 1],
      [[], null],
    ]);
    expect(left(prefixed(1, 'logs/'), prefixed(2, 'logs/'))).toEqual([
      [['logs/'], 1],
      [[], null],
    ]);
  });

  test('a longer text is no longer prefix', () => {
    expect(left(prefixed(1, 'logs'), prefixed(2, 'log-book/'))).toEqual([
      [[], null],
      [[], null],
    ]);
  });

  test('of nested prefixes the shortest is enough', () => {
    expect(left(prefixed(1, ''), prefixed(3, 'a/b/'), prefixed(2, 'a/'), prefixed(4, 'c/'))).toEqual([
      [['a/', 'c/'], null],
      [[], null],
      [['a/b/'], null],
      [[], null],
    ]);
  });

  test('a disabled rule takes nothing, and keeps its own selection', () => {
    expect(left(prefixed(1, ''), prefixed(2, '', { Status: 'Disabled' }))).toEqual([
      [[], null],
      [[], null],
    ]);
    expect(left(prefixed(1, '', { Status: 'Disabled' }), prefixed(2, ''))).toEqual([
      [[], null],
      [[], null],
    ]);
  });

  test('equal priorities take nothing from each other', () => {
    expect(left(prefixed(1, 'logs/'), prefixed(1, ''))).toEqual([
      [[], null],
      [[], null],
    ]);
  });

  test('a rule without priority neither takes nor loses', () => {
    const { Priority: _, ...without } = prefixed(1, '');
    expect(left(without, prefixed(2, ''))).toEqual([
      [[], null],
      [[], null],
    ]);
  });
});

describe('rules with tags', () => {
  test('take nothing from rules without', () => {
    expect(left(prefixed(1, ''), tagged(2, '', red))).toEqual([
      [[], null],
      [[], null],
    ]);
  });

  test('lose to rules without', () => {
    expect(left(tagged(1, '', red), prefixed(2, 'logs/'))).toEqual([
      [['logs/'], null],
      [[], null],
    ]);
    expect(left(tagged(1, 'logs/', red), prefixed(2, ''))).toEqual([
      [['logs/'], 1],
      [[], null],
    ]);
  });

  test('lose to rules that ask for some of their tags', () => {
    expect(left(tagged(1, '', big, red), tagged(2, '', red))).toEqual([
      [[''], 1],
      [[], null],
    ]);
    expect(left(tagged(1, '', red, big), tagged(2, 'a/', big, red))).toEqual([
      [['a/'], null],
      [[], null],
    ]);
  });

  test('keep to themselves beside rules with other tags', () => {
    expect(left(tagged(1, '', red), tagged(2, '', { Key: 'colour', Value: 'blue' }))).toEqual([
      [[], null],
      [[], null],
    ]);
    expect(left(tagged(1, '', red), tagged(2, '', red, big))).toEqual([
      [[], null],
      [[], null],
    ]);
  });

  test('a tag named __proto__ is a tag', () => {
    const odd = { Key: '__proto__', Value: 'x' };
    expect(left(tagged(1, '', odd), tagged(2, '', odd))).toEqual([
      [[''], 1],
      [[], null],
    ]);
  });
});

describe('other destinations and schemas', () => {
  test('different destinations all act', () => {
    expect(left(prefixed(1, '', to('one')), prefixed(2, '', to('two')))).toEqual([
      [[], null],
      [[], null],
    ]);
  });

  test('V1 has no priorities', () => {
    const { Filter: _one, ...first } = rule({ Priority: 1, Prefix: 'a' });
    const { Filter: _two, ...second } = rule({ Priority: 2, Prefix: '' });
    expect(left(first, second)).toEqual([
      [[], null],
      [[], null],
    ]);
  });
});

/** What the rules mean, key by key: who of the untagged rules gets the key. */
function winner(rules: readonly ReplicationRule[], key: string): number | null {
  let best: number | null = null;
  for (const [index, { Filter, Priority = 0 }] of rules.entries()) {
    if (!key.startsWith(Filter?.Prefix ?? '')) continue;
    if (best === null || Priority > (rules[best]?.Priority ?? 0)) best = index;
  }
  return best;
}

test('every key belongs to exactly the rule of the highest priority that selects it', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 4 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), word, (prefixes, key) => {
      const rules = prefixes.map((Prefix, index) => prefixed((index * 7) % 13, Prefix));
      const owners = ruleSelections({ Rules: rules })
        .map(({ selection, shadowedBy }, index) => ({ selection, shadowedBy, index }))
        .filter(
          ({ selection }) =>
            key.startsWith(selection.prefix) && !selection.minusPrefixes.some((prefix) => key.startsWith(prefix)),
        );
      const expected = winner(rules, key);
      expect(owners.map(({ index }) => index)).toEqual(expected === null ? [] : [expected]);
      for (const { shadowedBy } of owners) expect(shadowedBy).toBeNull();
    }),
  );
});

test('1 000 rules of one bucket, nested and apart', () => {
  const nested = Array.from({ length: 500 }, (_, depth) => prefixed(depth, 'a'.repeat(depth)));
  const apart = Array.from({ length: 500 }, (_, index) =>
    prefixed(1000 + index, `b${String(index).padStart(3, '0')}/`),
  );
  const selections = ruleSelections({ Rules: [...nested, ...apart] });
  expect(selections.every(({ shadowedBy }) => shadowedBy === null)).toBe(true);
  expect(selections[0]?.selection.minusPrefixes).toHaveLength(501);
  expect(selections[1]?.selection.minusPrefixes).toEqual(['aa']);
  expect(selections[499]?.selection.minusPrefixes).toEqual([]);
});

test('1 000 rules that all select everything: one acts, and shadows the others', () => {
  const selections = ruleSelections({ Rules: Array.from({ length: 1000 }, (_, index) => prefixed(index, '')) });
  expect(selections.map(({ shadowedBy }) => shadowedBy)).toEqual([...Array<number>(999).fill(999), null]);
});
