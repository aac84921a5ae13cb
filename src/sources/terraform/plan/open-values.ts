/** A planned value and the marks of what is not known in it, as one value. */
import { isObject } from '../../shape.js';
import { isSetOfBlocks } from '../attributes.js';
import { type Value, type ValueMap, Unknown } from '../model.js';

type Path = readonly (string | number)[];

/** No resource nests its blocks so far: what is below is not looked at. */
const deepest = 100;

/**
 * What stands at a place that the plan leaves open; undefined = it is not set, and the provider computes it.
 * @param isShuffled - the place is not the source's: nothing can be looked up there
 */
export type Open = (path: Path, isShuffled?: boolean) => Value | undefined;

/**
 * @param after as JSON; unknown parts are left out of objects, and null in lists
 * @param unknown its mirror, with `true` at every unknown part
 */
export function openValue(after: unknown, unknown: unknown, path: Path, open: Open): Value | undefined {
  if (unknown === true || path.length > deepest) return open(path);
  if (Array.isArray(after)) return openList(after, unknown, path, open);
  if (isObject(after)) return openObject(after, unknown, path, open);
  return isScalar(after) ? after : undefined;
}

function openList(after: readonly unknown[], unknown: unknown, path: Path, open: Open): Value {
  const marks: readonly unknown[] = Array.isArray(unknown) ? unknown : [];
  if (!marks.some((mark) => holdsTrue(mark))) return after as readonly Value[];
  const isSetWithGaps = marks.some((mark) => mark === true);
  const isShuffled = after.length > 1 && isSetOfBlocks(path.at(-1));
  // In a set unknown elements stand at the end, and blocks in any order, whatever their place in the source: only all of it can be resolved.
  const whole = isSetWithGaps || isShuffled ? open(path) : undefined;
  if (whole !== undefined && !(whole instanceof Unknown)) return whole;
  const inside: Open = isShuffled ? (at) => open(at, true) : open;
  return after.flatMap((element, index) => openValue(element, marks[index], [...path, index], inside) ?? []);
}

function openObject(after: Readonly<Record<string, unknown>>, unknown: unknown, path: Path, open: Open): Value {
  if (!isObject(unknown) || !holdsTrue(unknown)) return after as ValueMap;
  const values: Record<string, Value> = {};
  for (const name of new Set([...Object.keys(after), ...Object.keys(unknown)])) {
    const value = openValue(after[name], unknown[name], [...path, name], open);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function holdsTrue(marks: unknown, depth = 0): boolean {
  if (marks === true || depth > deepest) return true;
  if (typeof marks !== 'object' || marks === null) return false;
  return Object.values(marks).some((mark) => holdsTrue(mark, depth + 1));
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
