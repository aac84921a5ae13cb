/** Sets in words. */
import { globText } from './glob/glob-texts.js';
import type { StringSet } from './set.js';

/** For people: at most `limit` patterns. */
export function describe(set: StringSet, limit = 5): string {
  switch (set.op) {
    case 'all':
      return '*';
    case 'none':
      return 'nothing';
    case 'length':
      return 'every object key';
    case 'glob':
      return globText(set.glob);
    case 'texts':
      return listOf([...set.texts], limit, ', ');
    case 'or':
      return listOf(
        set.sets.map((each) => describe(each, limit)),
        limit,
        ', ',
      );
    case 'and': {
      const parts = set.sets
        .filter((each) => each.op !== 'not' && each.op !== 'length')
        .map((each) => describe(each, limit));
      const except = set.sets.filter((each) => each.op === 'not').map((each) => describe(each.set, limit));
      const base = parts.length === 0 ? '*' : listOf(parts, limit, ' and ');
      return except.length === 0 ? base : `${base}, except ${listOf(except, limit, ', ')}`;
    }
    case 'not':
      return `everything except ${describe(set.set, limit)}`;
  }
}

function listOf(texts: readonly string[], limit: number, separator: string): string {
  return texts.length <= limit
    ? texts.join(separator)
    : `${texts.slice(0, limit).join(separator)} and ${texts.length - limit} more`;
}
