import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fuzz } from '../../fuzz/settings.js';
import {
  afterPrefix,
  complement,
  contains,
  difference,
  everyKey,
  intersection,
  isEmpty,
  isSubset,
  isTooComplex,
  matchesGlob,
  ofGlob,
  ofText,
  parseGlob,
  union,
  witness,
  type StringSet,
} from '../../../src/policy/strings/index.js';

/** All strings over a small alphabet up to a length: what the algebra is compared with. */
const alphabet = ['a', 'b', '/', ':'];
const texts: string[] = [''];
for (let start = 0, length = 0; length < 4; length += 1) {
  const end = texts.length;
  for (; start < end; start += 1) for (const char of alphabet) texts.push((texts[start] ?? '') + char);
}

function matchesSlowly(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const rest = pattern.slice(1);
  if (pattern.startsWith('*'))
    return matchesSlowly(rest, text) || (text !== '' && matchesSlowly(pattern, text.slice(1)));
  return text !== '' && (pattern.startsWith('?') || pattern[0] === text[0]) && matchesSlowly(rest, text.slice(1));
}

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', ':', '*', '?'), maxLength: 6 });
interface Case {
  readonly set: StringSet;
  readonly has: (text: string) => boolean;
}
const atom: fc.Arbitrary<Case> = fc.oneof(
  pattern.map((text) => ({ set: ofGlob(parseGlob(text)), has: (candidate: string) => matchesSlowly(text, candidate) })),
  fc
    .constantFrom(...texts.slice(0, 40))
    .map((text) => ({ set: ofText(text), has: (candidate: string) => candidate === text })),
);
const expression: fc.Arbitrary<Case> = fc.letrec<{ tree: Case }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    atom,
    fc
      .tuple(tie('tree'), tie('tree'))
      .map(([a, b]) => ({ set: union(a.set, b.set), has: (text: string) => a.has(text) || b.has(text) })),
    fc
      .tuple(tie('tree'), tie('tree'))
      .map(([a, b]) => ({ set: intersection(a.set, b.set), has: (text: string) => a.has(text) && b.has(text) })),
    fc
      .tuple(tie('tree'), tie('tree'))
      .map(([a, b]) => ({ set: difference(a.set, b.set), has: (text: string) => a.has(text) && !b.has(text) })),
    tie('tree').map((a) => ({ set: complement(a.set), has: (text: string) => !a.has(text) })),
  ),
})).tree;

/** As requests ask: within all object keys, or within all strings. */
const question: fc.Arbitrary<Case> = fc
  .tuple(expression, fc.boolean())
  .map(([{ set, has }, isKeys]) =>
    isKeys ? { set: intersection(everyKey, set), has: (text: string) => text !== '' && has(text) } : { set, has },
  );

describe('sets against enumeration', () => {
  test('a glob matches what the definition says', () => {
    fc.assert(
      fc.property(pattern, fc.constantFrom(...texts), (glob, text) => {
        expect(matchesGlob(parseGlob(glob), text)).toBe(matchesSlowly(glob, text));
      }),
      fuzz(3000),
    );
  });

  test('membership, emptiness and witness agree', () => {
    fc.assert(
      fc.property(question, ({ set, has }) => {
        expect(texts.filter((text) => contains(set, text) !== has(text))).toEqual([]);
        const members = texts.filter(has);
        const found = witness(set);
        if (isTooComplex(found)) throw new Error('a small set must not be too complex');
        expect(isEmpty(set)).toBe(found === null);
        if (found !== null) expect(contains(set, found)).toBe(true);
        const [shortest] = members;
        if (shortest !== undefined) expect(found?.length).toBeLessThanOrEqual(shortest.length);
        if (found !== null && found.length <= 4 && [...found].every((char) => alphabet.includes(char)))
          expect(found.length).toBe(shortest?.length);
      }),
      fuzz(3000),
    );
  });

  test('inclusion agrees, and its counterexample is one', () => {
    fc.assert(
      fc.property(question, question, (a, b) => {
        const inside = isSubset(a.set, b.set);
        const beyond = witness(difference(a.set, b.set));
        if (isTooComplex(beyond)) throw new Error('a small set must not be too complex');
        expect(inside).toBe(beyond === null);
        if (beyond === null) expect(texts.filter((text) => a.has(text) && !b.has(text))).toEqual([]);
        else expect(contains(a.set, beyond) && !contains(b.set, beyond)).toBe(true);
      }),
      fuzz(3000),
    );
  });

  test('what follows a prefix', () => {
    fc.assert(
      fc.property(
        pattern,
        fc.boolean(),
        fc.constantFrom(...texts),
        fc.constantFrom(...texts),
        (glob, fieldWildcards, prefix, rest) => {
          const whole = parseGlob(glob, { fieldWildcards });
          expect(afterPrefix(whole, prefix).some((each) => matchesGlob(each, rest))).toBe(
            matchesGlob(whole, prefix + rest),
          );
        },
      ),
      fuzz(3000),
    );
  });
});
