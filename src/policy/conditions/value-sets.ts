/**
 * The sets of values of an open condition key that can make a difference to the tests that ask for it, where some of them has a set
 * operator: single values first, then unions of them, as long as some test comes out otherwise.
 */
import { always, never } from '../extent.js';
import type { ConditionTest, PolicyDocument } from '../model.js';
import { noNotes } from '../notes.js';
import { evaluateTest } from './condition-block.js';
import { holdsSeveral } from './context.js';
import { maxValuesOfAKey } from './distinguishing-texts.js';

export interface ValueSet {
  readonly values: readonly string[];
  /** Several values of a key of which nobody says here whether it can hold several. */
  readonly isTentative: boolean;
}

/** Null = too many. `texts` has one text for every way in which the tests can come out for a single value. */
export function distinguishingSets(
  tests: readonly ConditionTest[],
  texts: readonly string[],
): readonly ValueSet[] | null {
  const [first] = tests;
  const several = first === undefined ? false : holdsSeveral(first.key);
  const singles = texts.map((text) => ({ values: [text], isTentative: false }));
  if (several === false) return singles;
  const seen = new Map<string, readonly string[]>();
  const remember = (values: readonly string[]): boolean => {
    const id = outcomesOf(tests, values);
    if (seen.has(id)) return false;
    seen.set(id, values);
    return true;
  };
  for (const { values } of singles) remember(values);
  let latest: readonly (readonly string[])[] = singles.map(({ values }) => values);
  while (latest.length > 0) {
    const next: (readonly string[])[] = [];
    for (const values of latest) {
      for (const text of texts) {
        if (values.includes(text)) continue;
        const union = [...values, text];
        if (remember(union)) next.push(union);
        if (seen.size > maxValuesOfAKey) return null;
      }
    }
    latest = next;
  }
  const unions = [...seen.values()].filter(({ length }) => length > 1);
  return [...singles, ...unions.map((values) => ({ values, isTentative: several === null }))];
}

const anyPolicy: PolicyDocument = {
  kind: 'identity',
  version: '2012-10-17',
  statements: [],
  problems: [],
  valid: true,
};

/** Equal ids, equal answers, also when further values are added: an empty value counts as one only beside others. */
function outcomesOf(tests: readonly ConditionTest[], values: readonly string[]): string {
  const lookup = () => ({ state: 'present', values }) as const;
  const answers = tests.map((test) => {
    const answer = evaluateTest(test, anyPolicy, { lookup, notes: noNotes });
    return answer === always ? 'yes' : answer === never ? 'no' : 'open';
  });
  return [values.includes(''), values.length > 1, ...answers].join();
}
