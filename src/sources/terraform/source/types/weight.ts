/**
 * How much a value holds when it is written out: each part counts, and each character of a text. A value that holds another one twice
 * shares it, so that a few lines make one that no memory could hold as text; what walks through it would not end.
 */
import { Unknown, type Value, type ValueMap } from '../../model.js';
import { isList } from '../../values.js';
import { LimitError } from '../hcl/hcl-error.js';

/** Policies and rules are far below: a bucket policy has at most 20 kB, a replication configuration 2 MB of XML. */
export const largestValue = 1_000_000;

/** Terraform has no limit; documents of AWS have at most some ten levels. */
const deepestValue = 200;

interface Size {
  readonly weight: number;
  readonly depth: number;
  /** Whether all of it was weighed. */
  readonly isWhole: boolean;
}

const sizes = new WeakMap<object, Size>();
const lazy = new WeakSet<object>();

/** Its members are worked out when they are asked for, and not because somebody weighs them. */
export function asLazy(map: ValueMap): ValueMap {
  lazy.add(map);
  return map;
}

/**
 * @param forced - whether members are worked out that were not asked for yet
 * @throws LimitError where it holds more than `largestValue`, or is nested too deeply
 */
export function weightOf(value: Value, forced = false): number {
  return typeof value === 'object' && value !== null ? sizeOf(value, 0, forced).weight : weightOfScalar(value);
}

function weightOfScalar(value: null | boolean | number | string): number {
  if (typeof value !== 'string') return 1;
  if (value.length >= largestValue) throw tooLarge();
  return value.length + 1;
}

function sizeOf(value: Exclude<Value, null | boolean | number | string>, level: number, forced: boolean): Size {
  if (value instanceof Unknown) return { weight: 1, depth: 0, isWhole: true };
  const known = sizes.get(value);
  if (known !== undefined && (known.isWhole || !forced)) return known;
  if (level >= deepestValue) throw new LimitError('this value is nested too deeply');
  if (!forced && lazy.has(value)) return { weight: Object.keys(value).length + 1, depth: 1, isWhole: false };
  const size = sizeOfAll(isList(value) ? value : Object.values(value), level, forced);
  const names = isList(value) ? 0 : Object.keys(value).reduce((sum, name) => sum + name.length, 0);
  const whole = { weight: size.weight + names, depth: size.depth + 1, isWhole: size.isWhole };
  if (whole.weight > largestValue) throw tooLarge();
  if (whole.depth > deepestValue) throw new LimitError('this value is nested too deeply');
  sizes.set(value, whole);
  return whole;
}

function sizeOfAll(parts: readonly Value[], level: number, forced: boolean): Size {
  let [weight, depth, isWhole] = [1, 0, true];
  for (const part of parts) {
    if (typeof part === 'object' && part !== null) {
      const size = sizeOf(part, level + 1, forced);
      weight += size.weight;
      depth = Math.max(depth, size.depth);
      isWhole &&= size.isWhole;
    } else weight += weightOfScalar(part);
    if (weight > largestValue) throw tooLarge();
  }
  return { weight, depth, isWhole };
}

function tooLarge(): LimitError {
  return new LimitError('this value is too large to be worked out');
}
