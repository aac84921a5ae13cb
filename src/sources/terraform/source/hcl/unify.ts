/**
 * One type for all elements of a list or set, and for both branches of a conditional, as Terraform makes it: where one is a text, all
 * are. Source: Terraform Language, "Types and Values", "Conditional Expressions".
 */
import { Unknown, type Value, type ValueMap } from '../../model.js';
import { isList, isMap } from '../../values.js';
import type { WorkBudget } from './hcl-error.js';
import { workedOut } from './unknowns.js';
import { toText } from './values.js';

/** Unknown where a conversion would reach into lists or maps. What has no common type Terraform refuses: it stays as it is. */
export function unified(items: readonly Value[]): readonly Value[] | Unknown {
  const shapes = shapesOf(items);
  if (shapes.size < 2) return items;
  if ([...shapes].every((shape) => scalars.has(shape)))
    return shapes.has('string') ? items.map((each) => (each === null ? null : toText(each))) : items;
  return isConvertible(shapes) ? new Unknown('a list', 'its elements are of several types') : items;
}

/** What the other branch of a conditional makes of the value of the chosen one. */
export function alike(value: Value, other: Value, budget: WorkBudget): Value {
  const made = unifiedWith(value, other);
  return made instanceof Unknown ? workedOut('?:', [value, other], made.why, budget) : made;
}

function unifiedWith(value: Value, other: Value): Value {
  if (typeof value === 'number' || typeof value === 'boolean') return typeof other === 'string' ? toText(value) : value;
  if (isList(value) && isList(other)) return asList(value, other);
  if (!isMap(value) || !isMap(other) || shapeOf(value) === shapeOf(other)) return value;
  return unifiedMap(value, Object.values(other));
}

/** Whether another type could change it: texts and what holds nothing but texts stay what they are. */
export function holdsConvertible(value: Value): boolean {
  if (value instanceof Unknown || value === null) return false;
  if (isList(value)) return value.some(holdsConvertible);
  return isMap(value) ? Object.values(value).some(holdsConvertible) : typeof value !== 'string';
}

const scalars = new Set(['string', 'number', 'boolean']);

function asList(value: readonly Value[], other: readonly Value[]): Value {
  if (value.length === other.length && shapeOf(value) === shapeOf(other)) return value;
  const all = unified([...value, ...other]);
  return all instanceof Unknown ? all : all.slice(0, value.length);
}

/** A map whose members have one type, which others may share. */
export function unifiedMap(map: ValueMap, others: readonly Value[] = []): Value {
  const names = Object.keys(map);
  const all = unified([...names.map((name) => map[name] ?? null), ...others]);
  return all instanceof Unknown ? all : Object.fromEntries(names.map((name, index) => [name, all[index] ?? null]));
}

function shapesOf(items: readonly Value[]): ReadonlySet<string> {
  return new Set(items.map(shapeOf).filter((shape) => shape !== ''));
}

/** Shapes that differ in nothing but their scalars. */
function isConvertible(shapes: ReadonlySet<string>): boolean {
  return new Set([...shapes].map((shape) => shape.replaceAll(/\b(?:number|boolean)\b/gu, 'string'))).size < shapes.size;
}

/** Names are quoted, so that none is taken for a type; null and what is not known have no shape. */
function shapeOf(value: Value): string {
  if (value === null || value instanceof Unknown) return '';
  if (isList(value)) return `[${[...shapesOf(value)].sort().join('|')}]`;
  if (isMap(value))
    return `{${Object.keys(value)
      .sort()
      .map((name) => `${Buffer.from(name).toString('hex')}:${shapeOf(value[name] ?? null)}`)
      .join(',')}}`;
  return typeof value;
}
