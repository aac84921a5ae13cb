import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ReplicationRule, Tag } from '../../src/estate/model.js';
import { ruleSelections } from '../../src/replication/configuration/priorities.js';
import { isInRegion } from '../../src/replication/configuration/taken-together.js';
import { fuzz } from '../fuzz/settings.js';
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
  return ruleSelections({ Rules }).map(
    ({ selection, shadowedBy }) => [selection.taken.map(({ prefix }) => prefix), shadowedBy] as const,
  );
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
            key.startsWith(selection.prefix) && !selection.taken.some(({ prefix }) => key.startsWith(prefix)),
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
  expect(selections[0]?.selection.taken.map(({ prefix }) => prefix)).toHaveLength(501);
  expect(selections[1]?.selection.taken.map(({ prefix }) => prefix)).toEqual(['aa']);
  expect(selections[499]?.selection.taken.map(({ prefix }) => prefix)).toEqual([]);
});

test('1 000 rules that all select everything: one acts, and shadows the others', () => {
  const selections = ruleSelections({ Rules: Array.from({ length: 1000 }, (_, index) => prefixed(index, '')) });
  expect(selections.map(({ shadowedBy }) => shadowedBy)).toEqual([...Array<number>(999).fill(999), null]);
});

describe('rules that leave something out', () => {
  const not = (Priority: number, Not: NonNullable<ReplicationRule['Filter']>['Not'], Prefix = ''): ReplicationRule =>
    rule({ Priority, Filter: Prefix === '' ? { Not: Not! } : { And: { Prefix, Not: Not! } } });

  test.each<readonly [string, readonly ReplicationRule[], readonly (number | null)[], readonly boolean[]]>([
    [
      'what is left out is left to the lower rule',
      [not(2, { Prefix: 'secret/' }), prefixed(1, 'secret/')],
      [null, null],
      [false, false],
    ],
    ['the rest is taken', [not(2, { Prefix: 'secret/' }), prefixed(1, 'logs/')], [null, 0], [false, true]],
    [
      'a lower rule that leaves out the same is shadowed',
      [prefixed(2, 'a/'), not(1, { Prefix: 'a/b' }, 'a/')],
      [null, 0],
      [false, true],
    ],
    [
      'together they take everything',
      [not(3, { Prefix: 'a/' }), prefixed(2, 'a/'), prefixed(1, '')],
      [null, null, 0],
      [false, false, true],
    ],
    [
      'all but one of several',
      [not(3, { Or: { Prefixes: ['a/', 'b/'] } }), prefixed(2, 'a/'), prefixed(1, '')],
      [null, null, null],
      [false, false, false],
    ],
    [
      'an excluded tag keeps objects for the lower rule',
      [not(2, { Tag: red }), prefixed(1, '')],
      [null, null],
      [false, false],
    ],
    [
      'unless the lower rule leaves them out, too',
      [not(2, { Tag: red }), not(1, { Tag: red })],
      [null, 0],
      [false, true],
    ],
    [
      'or asks for another value of the tag',
      [not(2, { Tag: red }), tagged(1, '', { Key: 'colour', Value: 'blue' })],
      [null, 0],
      [false, true],
    ],
    [
      'tags differ by case',
      [not(2, { Tag: red }), tagged(1, '', { Key: 'colour', Value: 'Red' })],
      [null, 0],
      [false, true],
    ],
    [
      'a tag key that differs by case is another tag',
      [not(2, { Tag: red }), tagged(1, '', { Key: 'Colour', Value: 'red' })],
      [null, null],
      [false, false],
    ],
    [
      'a rule that asks for what it leaves out selects nothing',
      [rule({ Priority: 1, Filter: { And: { Tags: [red], Not: { Tag: red } } } })],
      [null],
      [true],
    ],
    ['a rule that leaves out its own prefix selects nothing', [not(1, { Prefix: 'a' }, 'a/b')], [null], [true]],
  ])('%s', (_, Rules, owners, empty) => {
    const found = ruleSelections({ Rules });
    expect(found.map(({ shadowedBy }) => shadowedBy)).toEqual(owners);
    expect(found.map(({ selection }) => selection.isEmpty)).toEqual(empty);
  });

  /** One object, looked at as S3 would: the rule of the highest priority whose filter matches it. */
  function ruleOf(rules: readonly ReplicationRule[], key: string): number | null {
    const matching = rules
      .map(({ Filter, Priority = 0 }, index) => ({ Filter, Priority, index }))
      .filter(({ Filter }) => {
        const prefix = Filter?.And?.Prefix ?? '';
        const out = [Filter?.And?.Not?.Prefix ?? [], Filter?.And?.Not?.Or?.Prefixes ?? []].flat();
        return key.startsWith(prefix) && !out.some((each) => key.startsWith(each));
      });
    return matching.sort((a, b) => b.Priority - a.Priority)[0]?.index ?? null;
  }

  test('every key belongs to exactly the rule that S3 would choose', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 3 });
    const filter = fc.record({ prefix: word, out: fc.array(word, { maxLength: 3 }) });
    fc.assert(
      fc.property(
        fc.array(filter, { minLength: 1, maxLength: 6 }),
        fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 5 }),
        (filters, key) => {
          const rules = filters.map(({ prefix: Prefix, out: Prefixes }, index) =>
            rule({ Priority: (index * 7) % 13, Filter: { And: { Prefix, Not: { Or: { Prefixes } } } } }),
          );
          const owners = ruleSelections({ Rules: rules }).flatMap(({ selection, shadowedBy }, index) => {
            const own = isInRegion(key, { prefix: selection.prefix, without: selection.without.prefixes });
            const left = own && !selection.isEmpty && !selection.taken.some((region) => isInRegion(key, region));
            if (shadowedBy !== null) expect(left).toBe(false);
            return left ? [index] : [];
          });
          const expected = ruleOf(rules, key);
          expect(owners).toEqual(expected === null ? [] : [expected]);
        },
      ),
      { numRuns: 2000 },
    );
  });

  /** Objects that the filters below can tell apart. */
  const tagSets = [null, '1', '2', '3'].flatMap((k) =>
    [null, '1', '2'].map((l) =>
      Object.entries({ k, l }).flatMap(([Key, Value]) => (Value === null ? [] : [{ Key, Value }])),
    ),
  );
  type Selected = NonNullable<ReplicationRule['Filter']>['And'] & {};

  function selects({ Prefix = '', Tags = [], Not }: Selected, key: string, tags: readonly Tag[]): boolean {
    const has = (tag: Tag): boolean => tags.some(({ Key, Value }) => Key === tag.Key && Value === tag.Value);
    const { Prefixes: out = [], Tags: outTags = [] } = Not?.Or ?? {};
    return key.startsWith(Prefix) && Tags.every(has) && !out.some((each) => key.startsWith(each)) && !outTags.some(has);
  }

  test('a tag that is asked for twice is asked for once', () => {
    expect(left(tagged(2, '', red), tagged(1, '', red, red))).toEqual([
      [[], null],
      [[''], 0],
    ]);
  });

  test('with more tags than can be told apart, rules that take whole prefixes still count together', () => {
    const many = Array.from({ length: 12 }, (_each, index) => tagged(9, 'x/', { Key: `k${index}`, Value: '1' }));
    const excluding = rule({ Priority: 8, Filter: { And: { Prefix: 'y/', Not: { Tag: red } } } });
    const butLogs = rule({ Priority: 7, Filter: { And: { Prefix: '', Not: { Prefix: 'logs/' } } } });
    const [last] = ruleSelections({
      Rules: [prefixed(1, ''), ...many, excluding, butLogs, prefixed(6, 'logs/')],
    });
    expect(last).toMatchObject({ selection: { isEmpty: true }, isShadowShared: true });
  });

  test('with tags, a rule keeps exactly the keys of which some object is left to it', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 2 });
    const tag = fc.record({ Key: fc.constantFrom('k', 'l'), Value: fc.constantFrom('1', '2') });
    const filter = fc.record({
      Prefix: word,
      Tags: fc.array(tag, { maxLength: 2 }),
      Not: fc.record({
        Or: fc.record({ Prefixes: fc.array(word, { maxLength: 2 }), Tags: fc.array(tag, { maxLength: 2 }) }),
      }),
    });
    fc.assert(
      fc.property(
        fc.array(filter, { minLength: 1, maxLength: 5 }),
        fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 4 }),
        (filters, key) => {
          // The first has the highest priority.
          const rules = filters.map((And, index) => rule({ Priority: 9 - index, Filter: { And } }));
          const expected = new Set(
            tagSets.map((tags) => filters.findIndex((each) => selects(each, key, tags))).filter((index) => index >= 0),
          );
          const owners = ruleSelections({ Rules: rules }).flatMap(({ selection }, index) => {
            const own = isInRegion(key, { prefix: selection.prefix, without: selection.without.prefixes });
            return own && !selection.isEmpty && !selection.taken.some((region) => isInRegion(key, region))
              ? [index]
              : [];
          });
          expect(owners).toEqual([...expected].sort((a, b) => a - b));
        },
      ),
      fuzz(2000),
    );
  });
});
