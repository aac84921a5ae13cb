/** The object keys that a replication rule is left with, as a set. */
import {
  concatGlobs,
  difference,
  everyKey,
  intersection,
  literalGlob,
  nothing,
  ofGlob,
  ofPattern,
  parseGlob,
  union,
  type StringSet,
} from '../../policy/strings/index.js';
import type { KeyRegion, Selection } from '../../replication/model.js';

/** Every object key that the filter selects and that was not taken by a rule of higher priority. */
export function selectedKeys({ prefix, without, taken, isEmpty }: Selection): StringSet {
  if (isEmpty) return nothing;
  const selected = prefix === '' ? everyKey : intersection(everyKey, beginningWith(prefix));
  const gone = [...without.prefixes.map(beginningWith), ...taken.map(keysOfRegion)];
  return gone.length === 0 ? selected : difference(selected, union(...gone));
}

function keysOfRegion({ prefix, without }: KeyRegion): StringSet {
  const keys = beginningWith(prefix);
  return without.length === 0 ? keys : difference(keys, union(...without.map(beginningWith)));
}

const rest = parseGlob('*');

/** A prefix is compared literally: a star in it is a star. */
function beginningWith(prefix: string): StringSet {
  return prefix === '' ? ofPattern('*') : ofGlob(concatGlobs(literalGlob(prefix), rest));
}
