/** Values of a module's members: worked out late, and joined with what a plan knows. */
import { hasStandIn } from '../../../basics/stand-in.js';
import { isSetOfBlocks } from '../attributes.js';
import { Unknown, type Value, type ValueMap } from '../model.js';
import { isList, isMap } from '../values.js';
import type { WorkBudget } from './hcl/budget.js';
import { LimitError } from './hcl/hcl-error.js';
import { asLoose } from './types/kinds.js';
import { asLazy } from './types/weight.js';

/** Members are worked out when they are asked for: all of them may depend on each other. */
export function lazyMap(members: readonly (readonly [string, () => Value])[]): ValueMap {
  const map: Record<string, Value> = {};
  for (const [name, work] of members)
    Object.defineProperty(map, name, { get: work, enumerable: true, configurable: true });
  return asLoose(asLazy(map));
}

/**
 * Attributes that are too large are not known.
 * @param forced - whether members are worked out that nobody asked for yet
 * @throws LimitError where nothing more is worked out
 */
export function withinLimits(values: ValueMap, address: string, budget: WorkBudget, forced: boolean): ValueMap {
  const kept = Object.entries(values).map(([name, value]): readonly [string, Value] => {
    try {
      budget.takeAll([value], forced);
      return [name, value];
    } catch (error) {
      if (!(error instanceof LimitError) || budget.isSpent) throw error;
      return [name, new Unknown(`${address}.${name}`, error.message)];
    }
  });
  return Object.fromEntries(kept);
}

/** What the plan knows wins, down to the parts that it leaves open. */
export function withPlanned(values: ValueMap, planned: ValueMap): ValueMap {
  const merged: Record<string, Value> = { ...values };
  for (const [name, value] of Object.entries(planned)) {
    const own = Object.hasOwn(values, name) ? values[name] : undefined;
    merged[name] = own === undefined ? value : isSetOfBlocks(name) ? closedSet(value, own) : closed(value, own);
  }
  return merged;
}

/** The plan has blocks without an order in another one: as a whole, where it knows all of them. */
function closedSet(planned: Value, own: Value): Value {
  if (!isList(planned) || planned.length < 2 || !isList(own)) return closed(planned, own);
  return isOpen(planned) ? own : planned;
}

function isOpen(value: Value): boolean {
  if (value instanceof Unknown) return true;
  return isList(value) ? value.some(isOpen) : isMap(value) && Object.values(value).some(isOpen);
}

function closed(planned: Value, own: Value): Value {
  if (planned instanceof Unknown || planned === null) return own;
  // A text of the plan in which something is open was put together without the source.
  if (typeof planned === 'string' && hasStandIn(planned) && typeof own === 'string') return own;
  if (isList(planned) && isList(own) && planned.length === own.length)
    return planned.map((each, index) => closed(each, own[index] ?? null));
  // In JSON syntax a single block may be written without its list.
  if (isList(planned) && planned.length === 1 && isMap(own)) return [closed(planned[0] ?? null, own)];
  return isMap(planned) && isMap(own) ? withPlanned(own, planned) : planned;
}
