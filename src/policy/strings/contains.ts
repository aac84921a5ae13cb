/** Whether one text is a member: matching, without any walk. */
import { matchesGlob } from './glob/glob.js';
import { byteLength, type StringSet } from './set.js';

/** Whether the set holds the string. */
export function contains(set: StringSet, text: string): boolean {
  switch (set.op) {
    case 'all':
      return true;
    case 'none':
      return false;
    case 'texts':
      return set.texts.has(text);
    case 'glob':
      return matchesGlob(set.glob, text);
    case 'length': {
      const length = byteLength(text);
      return length >= set.min && length <= set.max;
    }
    case 'or':
      return set.sets.some((each) => contains(each, text));
    case 'and':
      return set.sets.every((each) => contains(each, text));
    case 'not':
      return !contains(set.set, text);
  }
}
