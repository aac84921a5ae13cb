/** `count` and `for_each`: which instances a block makes. */
import type { InstanceKey } from '../../address.js';
import { Unknown, type Value } from '../../model.js';
import { isList, isMap } from '../../values.js';
import type { Attribute, Block, Body } from '../hcl/ast.js';
import { toNumber } from '../hcl/values.js';

/** What `each` and `count` are in one instance. */
export interface Repetition {
  readonly key: InstanceKey;
  readonly value: Value;
}

export const once: Repetition = { key: null, value: null };

const mostInstances = 50_000;

/** More instances than anybody has: which there are is not worked out. */
export const tooMany = new Unknown('count', 'there are too many instances');

type ValueOf = (attribute: Attribute | undefined) => Value | undefined;

/** How often a block stands for something; the keys that a plan knows win. */
export function repetitionsOf(
  block: Block,
  valueOf: ValueOf,
  keys: readonly InstanceKey[] | undefined,
): readonly Repetition[] | Unknown {
  const each = valueOf(block.body.attributes.get('for_each'));
  const all = each === undefined ? counted(block.body, valueOf) : repeatedOver(each);
  if (keys === undefined) return all;
  const values = new Map(all instanceof Unknown ? [] : all.map((one) => [one.key, one.value]));
  return keys.map((key) => ({ key, value: values.get(key) ?? openValue(block, key, all) }));
}

/** What `each` is at a key that the plan has and the source does not: each key has its own. */
function openValue({ body, at }: Block, key: InstanceKey, all: readonly Repetition[] | Unknown): Value {
  if (!body.attributes.has('for_each')) return key;
  const name = all instanceof Unknown ? all.address : `for_each at ${at.file}:${at.line}`;
  return new Unknown(`${name}[${JSON.stringify(key)}]`, 'only the plan has this key');
}

function counted(body: Body, valueOf: ValueOf): readonly Repetition[] | Unknown {
  const count = valueOf(body.attributes.get('count'));
  const enabled = valueOf(body.blocks.find(({ type }) => type === 'lifecycle')?.body.attributes.get('enabled'));
  if (enabled instanceof Unknown) return enabled;
  if (enabled === false) return [];
  if (count === undefined) return [once];
  if (count instanceof Unknown) return count;
  const number = toNumber(count);
  if (number instanceof Unknown) return number;
  if (number > mostInstances) return tooMany;
  return Array.from({ length: Math.max(0, number) }, (_, key) => ({ key, value: key }));
}

function repeatedOver(each: Value): readonly Repetition[] | Unknown {
  if (each instanceof Unknown) return each;
  if (isList(each)) {
    const open = each.find((one) => one instanceof Unknown);
    return open instanceof Unknown ? open : [...new Set(each.map(String))].sort().map((key) => ({ key, value: key }));
  }
  if (!isMap(each)) return new Unknown('for_each', 'it is neither a map nor a set');
  return Object.keys(each)
    .sort()
    .map((key) => ({ key, value: each[key] ?? null }));
}
