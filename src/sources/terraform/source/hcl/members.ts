/** What stands below a value: attributes, elements. */
import { hasStandIn } from '../../../../basics/stand-in.js';
import { Unknown, type Value } from '../../model.js';
import { isList, isMap } from '../../values.js';
import { HclError } from './hcl-error.js';
import { inside, isSet } from '../types/kinds.js';
import { asOperand } from './unknowns.js';
import { toNumber, toText } from './values.js';

export function member(value: Value, name: string): Value {
  if (value instanceof Unknown) return new Unknown(`${asOperand(value.address)}.${name}`, value.why);
  if (isMap(value)) {
    if (Object.hasOwn(value, name)) return inside(value, value[name] ?? null);
    const open = openMembers.get(value);
    if (open !== undefined) return new Unknown(`${open}.${name}`, 'the provider computes it');
    throw new HclError(`there is no attribute ${name}`);
  }
  if (isList(value) && /^\d+$/u.test(name)) return elementAt(value, Number(name));
  throw new HclError(`there is no attribute ${name}`);
}

/** Resources have more attributes than the code says: by their values, their addresses. */
export const openMembers = new WeakMap<object, string>();

/** @returns `openIndex` where it may be any element */
export function indexed(value: Value, key: Value): Value {
  if (value instanceof Unknown)
    return isPlain(key) ? new Unknown(`${asOperand(value.address)}[${JSON.stringify(key)}]`, value.why) : openIndex;
  if (key instanceof Unknown) return openIndex;
  if (isSet(value)) throw new HclError('a set has no positions');
  if (isList(value)) {
    const at = toNumber(key);
    return at instanceof Unknown ? openIndex : elementAt(value, at);
  }
  if (isMap(value)) {
    const name = toText(key);
    return name instanceof Unknown || hasStandIn(name) ? openIndex : member(value, name);
  }
  throw new HclError('this value has no elements');
}

/** Any element: whoever evaluates gives it an address. */
export const openIndex = new Unknown('an element', 'which one is not known');

function isPlain(key: Value): boolean {
  return typeof key === 'number' || (typeof key === 'string' && !hasStandIn(key));
}

function elementAt(list: readonly Value[], at: number): Value {
  const found = list[at];
  if (found === undefined) throw new HclError('there is no such element');
  return inside(list, found);
}
