/** Conversions and comparisons as HCL makes them. */
import { hasStandIn, holdsOpenValue, stretchesOf } from '../../../../basics/stand-in.js';
import { Unknown, type Value, type ValueMap } from '../../model.js';
import { isList, isMap } from '../../values.js';
import { inside, isLoose, isSet, markedSet, markOf } from '../types/kinds.js';
import type { Type } from '../types/type.js';
import { isSettled } from '../types/types.js';
import { HclError } from './hcl-error.js';

/** A scalar as text; Unknown stays. */
export function toText(value: Value): string | Unknown {
  if (value instanceof Unknown) return value;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  throw new HclError('a text is required');
}

/** Terraform counts with more digits than we do. */
function numberText(value: number): string | Unknown {
  if (Number.isSafeInteger(value)) return BigInt(value).toString();
  const text = String(value);
  const isShort = !text.includes('e') && text.replaceAll(/\D/gu, '').length < 15;
  return isShort ? text : new Unknown('a text', 'its number has too many digits');
}

/** What HCL reads as a number: the grammar takes more (`0x1f`). Source: HCL Native Syntax Specification, "Numeric Literals". */
const numeral = /^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/u;

/** Null = not one; a sign is none of it. May be larger than what we count. */
export function numeralIn(text: string): number | null {
  return numeral.test(text) ? Number(text) : null;
}

export function toNumber(value: Value): number | Unknown {
  if (value instanceof Unknown || typeof value === 'number') return value;
  if (typeof value === 'string') {
    if (hasStandIn(value)) return new Unknown('a number', 'it is made of text that is not known');
    const isNegative = value.startsWith('-');
    const number = numeralIn(isNegative ? value.slice(1) : value);
    if (number !== null) return counted(isNegative ? -number : number);
  }
  throw new HclError('a number is required');
}

function counted(number: number): number | Unknown {
  return Number.isFinite(number) ? number : new Unknown('a number', 'it is too large to be worked out');
}

export function toBool(value: Value): boolean | Unknown {
  if (value instanceof Unknown || typeof value === 'boolean') return value;
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  if (typeof value === 'string' && hasStandIn(value))
    return new Unknown('a condition', 'it is made of text that is not known');
  throw new HclError('true or false is required');
}

/** Null = not known. Numbers and texts that look alike differ. */
export function areEqual(a: Value, b: Value): boolean | null {
  if (a instanceof Unknown || b instanceof Unknown) return null;
  if (typeof a === 'string' && typeof b === 'string') {
    return a === b || (couldBeEqual(a, b) ? null : false);
  }
  if (isList(a) && isList(b))
    return a.length === b.length
      ? every([haveOneKind(a, b), ...a.map((each, index) => areEqual(each, b[index] ?? null))])
      : false;
  if (isMap(a) && isMap(b)) {
    const [names, others] = [Object.keys(a), Object.keys(b)];
    if (names.length !== others.length || names.some((name) => !Object.hasOwn(b, name))) return false;
    return every([haveOneKind(a, b), ...names.map((name) => areEqual(a[name] ?? null, b[name] ?? null))]);
  }
  return a === b;
}

/** A list is never equal to a tuple or a set, nor a map to an object, whatever they hold. */
function haveOneKind(a: Value, b: Value): boolean | null {
  if (isLoose(a) !== isLoose(b)) return null;
  const [one, other] = [markOf(a), markOf(b)];
  return one?.kind === other?.kind && isOfOneType(one, other);
}

/** What holds nothing differs by the type of what it could hold. */
function isOfOneType(a: Type | null, b: Type | null): boolean {
  if (a === null || b === null || !('of' in a) || !('of' in b)) return true;
  return a.of.kind === b.of.kind || !isSettled(a.of) || !isSettled(b.of);
}

/** Of two texts that differ; what is known at their beginnings and ends decides. */
function couldBeEqual(a: string, b: string): boolean {
  if (!hasStandIn(a) && !hasStandIn(b)) return false;
  // A name that AWS makes up is not any text that the code has.
  if ((!hasStandIn(a) && !holdsOpenValue(b)) || (!hasStandIn(b) && !holdsOpenValue(a))) return false;
  const [one, other] = [endsOf(a), endsOf(b)];
  return (
    agree(one.start, other.start, (short, long) => long.startsWith(short)) &&
    agree(one.end, other.end, (short, long) => long.endsWith(short)) &&
    (hasStandIn(a) || a.length >= other.known) &&
    (hasStandIn(b) || b.length >= one.known)
  );
}

function endsOf(text: string): { readonly start: string; readonly end: string; readonly known: number } {
  const stretches = stretchesOf(text);
  const textAt = (index: number): string => {
    const stretch = stretches.at(index);
    return stretch?.kind === 'text' ? stretch.text : '';
  };
  const known = stretches.reduce((sum, { kind, text: piece }) => sum + (kind === 'text' ? piece.length : 0), 0);
  return { start: textAt(0), end: textAt(-1), known };
}

function agree(a: string, b: string, fits: (short: string, long: string) => boolean): boolean {
  return a.length <= b.length ? fits(a, b) : fits(b, a);
}

function every(states: readonly (boolean | null)[]): boolean | null {
  if (states.includes(false)) return false;
  return states.includes(null) ? null : true;
}

export function listOf(value: Value): readonly Value[] | Unknown {
  if (value instanceof Unknown || isList(value)) return value;
  throw new HclError('a list is required');
}

export function mapOf(value: Value): ValueMap | Unknown {
  if (value instanceof Unknown || isMap(value)) return value;
  throw new HclError('a map is required');
}

/** Keys and values in Terraform's order: maps by their names. */
export function entriesOf(value: Value): readonly (readonly [Value, Value])[] | Unknown {
  if (value instanceof Unknown) return value;
  if (isList(value)) return value.map((each, index) => [isSet(value) ? each : index, inside(value, each)]);
  if (isMap(value))
    return Object.keys(value)
      .sort(byBytes)
      .map((name) => [name, inside(value, value[name] ?? null)]);
  throw new HclError('a list or a map is required');
}

export function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Numbers and truth values by size, what is null behind. Other elements stay where they are. */
function inSet(a: Value, b: Value): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const isOfSizes = [a, b].every((each) => typeof each === 'number' || typeof each === 'boolean');
  return isOfSizes ? Number(a) - Number(b) : typeof a === 'string' && typeof b === 'string' ? byBytes(a, b) : 0;
}

/** The first of those that are certainly equal. */
export function eachOnce(items: readonly Value[]): readonly Value[] {
  const [scalars, others] = [new Set<Value>(), [] as Value[]];
  return items.filter((item) => {
    if (typeof item !== 'object' || item === null) return !scalars.has(item) && scalars.add(item);
    if (others.some((each) => areEqual(each, item) === true)) return false;
    others.push(item);
    return true;
  });
}

/** Each once, sorted. Elements that are not scalars stay where they are: Terraform's order of them is its own. */
export function asSet(items: readonly Value[], of: Type): readonly Value[] {
  return markedSet(eachOnce(items).toSorted(inSet), of);
}
