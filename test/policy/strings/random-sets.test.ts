/**
 * Random expressions of hostile patterns against enumeration of all short texts, with any budget: an answer is right, or too complex.
 * `npm run fuzz` runs it longer.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  Budget,
  complement,
  contains,
  difference,
  everyKey,
  intersection,
  isEmpty,
  isSubset,
  isTooComplex,
  ofGlob,
  ofText,
  parseGlob,
  union,
  witness,
  type StringSet,
} from '../../../src/policy/strings/index.js';
import { fuzz } from '../../fuzz/settings.js';

const alphabet = ['a', 'B', ':'];
const texts: string[] = [''];
for (let start = 0, length = 0; length < 6; length += 1) {
  const end = texts.length;
  for (; start < end; start += 1) for (const char of alphabet) texts.push((texts[start] ?? '') + char);
}

interface Options {
  readonly ignoreCase: boolean;
  readonly fieldWildcards: boolean;
}

/** By the definition, one way after another. */
function matchesSlowly(pattern: string, text: string, options: Options): boolean {
  if (pattern === '') return text === '';
  const [head = '', rest] = [pattern[0], pattern.slice(1)];
  const isWild = text !== '' && !(options.fieldWildcards && text.startsWith(':'));
  if (head === '*')
    return matchesSlowly(rest, text, options) || (isWild && matchesSlowly(pattern, text.slice(1), options));
  const isSame = options.ignoreCase ? head.toLowerCase() === text[0]?.toLowerCase() : head === text[0];
  return text !== '' && (head === '?' ? isWild : isSame) && matchesSlowly(rest, text.slice(1), options);
}

/** Pieces that make walks long: gaps, repeated stars, letters in both cases, colons. */
const pattern = fc
  .array(fc.constantFrom('a', 'A', 'B', 'b', ':', '*', '?', '??', '*a', '*a??', '*?', 'a*', '*:*', '????'), {
    maxLength: 5,
  })
  .map((pieces) => pieces.join(''));

interface Case {
  readonly set: StringSet;
  readonly has: (text: string) => boolean;
}
const glob: fc.Arbitrary<Case> = fc
  .tuple(pattern, fc.record({ ignoreCase: fc.boolean(), fieldWildcards: fc.boolean() }))
  .map(([text, options]) => ({
    set: ofGlob(parseGlob(text, options)),
    has: (candidate) => matchesSlowly(text, candidate, options),
  }));
const list: fc.Arbitrary<Case> = fc
  .uniqueArray(fc.constantFrom(...texts.slice(0, 120)), { minLength: 1, maxLength: 6 })
  .map((some) => ({ set: union(...some.map(ofText)), has: (candidate) => some.includes(candidate) }));
const keys: fc.Arbitrary<Case> = fc.constant({ set: everyKey, has: (text: string) => text !== '' });

const expression: fc.Arbitrary<Case> = fc.letrec<{ tree: Case }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    glob,
    glob,
    list,
    keys,
    fc.array(tie('tree'), { minLength: 2, maxLength: 5 }).map((parts) => ({
      set: union(...parts.map(({ set }) => set)),
      has: (text: string) => parts.some(({ has }) => has(text)),
    })),
    fc.array(tie('tree'), { minLength: 2, maxLength: 4 }).map((parts) => ({
      set: intersection(...parts.map(({ set }) => set)),
      has: (text: string) => parts.every(({ has }) => has(text)),
    })),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => ({
      set: difference(a.set, b.set),
      has: (text: string) => a.has(text) && !b.has(text),
    })),
    tie('tree').map(({ set, has }) => ({ set: complement(set), has: (text: string) => !has(text) })),
  ),
})).tree;

const steps = fc.constantFrom(0, 3, 30, 300, 3000, 100_000);

describe('random sets', () => {
  test('membership is what the patterns say', () => {
    fc.assert(
      fc.property(expression, ({ set, has }) => {
        expect(texts.filter((text) => contains(set, text) !== has(text))).toEqual([]);
      }),
      fuzz(250),
    );
  });

  test('a witness is a member, none is shorter, and without one there is none', () => {
    fc.assert(
      fc.property(expression, ({ set, has }) => {
        const found = witness(set);
        const shortest = texts.find(has);
        if (isTooComplex(found)) return;
        expect(isEmpty(set)).toBe(found === null);
        if (found === null) expect(shortest).toBeUndefined();
        else {
          expect(contains(set, found)).toBe(true);
          expect(found.length).toBeLessThanOrEqual(shortest?.length ?? Number.POSITIVE_INFINITY);
        }
      }),
      fuzz(800),
    );
  });

  test('with few steps an answer is right, or too complex', () => {
    fc.assert(
      fc.property(expression, expression, steps, (a, b, most) => {
        const inside = isSubset(a.set, b.set, undefined, most);
        const outside = texts.find((text) => a.has(text) && !b.has(text));
        if (inside === true) expect(outside).toBeUndefined();
        const empty = isEmpty(a.set, undefined, most);
        if (empty === true) expect(texts.find(a.has)).toBeUndefined();
        const found = witness(a.set, undefined, most);
        if (typeof found === 'string') expect(contains(a.set, found)).toBe(true);
        // What was answered with few steps is answered alike with many.
        for (const [few, many] of [
          [inside, isSubset(a.set, b.set)],
          [empty, isEmpty(a.set)],
        ] as const)
          if (!isTooComplex(few) && !isTooComplex(many)) expect(few).toBe(many);
      }),
      fuzz(500),
    );
  });

  test('questions that share a budget are answered as alone, or too complex', () => {
    fc.assert(
      fc.property(fc.array(expression, { minLength: 1, maxLength: 6 }), fc.nat(200_000), (cases, total) => {
        const budget = new Budget({ total, question: 20_000 });
        for (const { set, has } of [...cases, ...cases]) {
          const empty = isEmpty(set, undefined, budget);
          if (empty === true) expect(texts.find(has)).toBeUndefined();
          if (empty === false) expect(witness(set)).not.toBeNull();
          const found = witness(set, undefined, budget);
          if (typeof found === 'string') expect(contains(set, found)).toBe(true);
        }
        expect(budget.left).toBeGreaterThanOrEqual(0);
        expect(budget.left).toBeLessThanOrEqual(total);
      }),
      fuzz(200),
    );
  });
});
