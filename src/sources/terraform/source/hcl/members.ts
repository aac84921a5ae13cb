/** What stands below a value: attributes, elements. */
import { hasStandIn } from '../../../../basics/stand-in.js';
import { Unknown, type Value } from '../../model.js';
import { isList, isMap } from '../../values.js';
import { HclError } from './hcl-error.js';
import { toNumber, toText } from './values.js';

export function member(value: Value, name: string): Value {
  if (value instanceof Unknown) return new Unknown(`${value.address}.${name}`, value.why);
  if (isMap(value)) {
    if (Object.hasOwn(value, name)) return value[name] ?? null;
    const open = openMembers.get(value);
    if (open !== undefined) return new Unknown(`${open}.${name}`, 'the provider computes it');
    throw new HclError(`there is no attribute ${name}`);
  }
  if (isList(value) && /^\d+$/u.test(name)) return indexed(value, Number(name));
  throw new HclError(`there is no attribute ${name}`);
}

/** Resources have more attributes than the code says: by their values, their addresses. */
export const openMembers = new WeakMap<object, string>();

export function indexed(value: Value, key: Value): Value {
  if (value instanceof Unknown) return new Unknown(`${value.address}[…]`, value.why);
  if (key instanceof Unknown) return new Unknown(`[${key.address}]`, key.why);
  if (isList(value)) {
    const at = toNumber(key);
    if (at instanceof Unknown) return at;
    const found = value[at];
    if (found === undefined) throw new HclError('there is no such element');
    return found;
  }
  if (isMap(value)) {
    const name = toText(key);
    if (name instanceof Unknown || hasStandIn(name)) return new Unknown('an index', 'it is not known');
    return member(value, name);
  }
  throw new HclError('this value has no elements');
}
