/** Why a Deny applies: each of its conditions, and what of the request meets it. */
import type { Lookup } from '../conditions/context.js';
import type { ConditionMet, Statement } from '../model.js';
import { listText, testText, textOf } from './texts.js';

/**
 * @param lookups - one a scenario in which the request is denied
 * @param key - an object key that is denied; empty where no key is part of the request
 */
export function conditionsMet(
  { conditions }: Statement,
  lookups: readonly Lookup[],
  key: string,
): readonly ConditionMet[] {
  return conditions.map((test) => {
    const found = lookups.map((lookup) => lookup(test.key));
    const carried = new Set(found.map(({ state }) => (state === 'unresolved' ? null : state !== 'absent')));
    const values = found.flatMap((each) =>
      each.state === 'absent' || each.state === 'unresolved' ? [] : each.values.map((value) => textOf(value, key)),
    );
    const [isCarried = null] = carried;
    return {
      key: test.writtenKey,
      test: testText(test),
      isCarried: carried.size === 1 ? isCarried : null,
      actual: listText([...new Set(values)]),
    };
  });
}
