/** Which keys fail, as a set that people can read: everything outside of some prefixes, or everything below them. */
import { difference, intersection, isSubset, ofPattern, union, type StringSet } from '../../policy/index.js';
import { objectClasses, type FailingKeys } from '../../report/model.js';
import { objectExtent, type Judgement } from './verdicts.js';

/** More prefixes than these are no summary. */
const mostPrefixes = 3;
/** Parts of a set that are looked through for prefixes. */
const mostParts = 200;

/** Proved, never guessed; null where no such set describes the keys exactly. */
export function failingKeysOf(judgement: Judgement): FailingKeys | null {
  const { base } = judgement;
  const objectClass = base.defaultClass ?? objectClasses.find((each) => base.selected.selectsClass(each));
  if (objectClass === undefined) return null;
  const { possible } = objectExtent(judgement, objectClass);
  const prefixes = prefixesIn(possible).slice(0, mostPrefixes + 1);
  if (prefixes.length === 0 || prefixes.length > mostPrefixes) return null;
  const below = intersection(base.selected.keys, union(...prefixes.map((prefix) => ofPattern(`${prefix}*`))));
  const arriving = intersection(base.selected.keys, possible);
  if (isSame(below, arriving)) return { are: 'outside', prefixes };
  return isSame(below, difference(base.selected.keys, possible)) ? { are: 'below', prefixes } : null;
}

function isSame(one: StringSet, other: StringSet): boolean {
  return isSubset(one, other) === true && isSubset(other, one) === true;
}

/** Prefixes that the set is made of, sorted; a wildcard in one would be read as a pattern. */
function prefixesIn(set: StringSet): readonly string[] {
  const found = new Set<string>();
  const todo: StringSet[] = [set];
  for (let looked = 0; looked < mostParts; looked += 1) {
    const part = todo.pop();
    if (part === undefined) break;
    if (part.op === 'or' || part.op === 'and') for (const each of part.sets.slice(0, mostParts)) todo.push(each);
    else if (part.op === 'not') todo.push(part.set);
    else if (part.op === 'glob' && part.glob.shape.kind === 'prefix' && !part.glob.ignoreCase) {
      if (!/[*?]/u.test(part.glob.shape.text)) found.add(part.glob.shape.text);
    }
  }
  return [...found].sort();
}
