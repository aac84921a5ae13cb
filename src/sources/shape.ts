/**
 * Shapes of JSON values: one declaration gives the check, the TypeScript type and the JSON Schema, so that the three cannot differ.
 * A check looks at the value in place, copies nothing, ignores members it does not know, and reports every fault.
 */
import { pointerTo } from './json/json-pointer.js';

export type JsonSchema = Readonly<Record<string, unknown>>;
export type JsonObject = Readonly<Record<string, unknown>>;

export interface Shape<T> {
  readonly isMet: (value: unknown, check: Check) => value is T;
  readonly schema: JsonSchema;
}

export interface OptionalShape<T> extends Shape<T> {
  readonly optional: true;
}

export type TypeOf<S> = S extends Shape<infer T> ? T : never;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Collects the faults of one document. Knows where the check is, so that a pointer is only built for a fault. */
export class Check {
  readonly faults: { readonly pointer: string; readonly message: string }[] = [];
  readonly #steps: (string | number)[] = [];

  within<T>(step: string | number, shape: Shape<T>, value: unknown): value is T {
    this.#steps.push(step);
    const isMet = shape.isMet(value, this);
    this.#steps.pop();
    return isMet;
  }

  fault(message: string): false {
    this.faults.push({ pointer: pointerTo(this.#steps), message });
    return false;
  }
}

/** What stands there instead, in a few words. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'undefined' ? 'nothing' : `a ${typeof value}`;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

function scalar<T>(type: string, words: string, is: (value: unknown) => value is T): Shape<T> {
  return {
    isMet: (value, check): value is T => is(value) || check.fault(`This must be ${words}, and is ${kindOf(value)}.`),
    schema: { type },
  };
}

export const text = scalar('string', 'a string', (value): value is string => typeof value === 'string');
export const flag = scalar('boolean', 'true or false', (value): value is boolean => typeof value === 'boolean');
export const integer = scalar('integer', 'a whole number', (value): value is number => Number.isInteger(value));
/** Any JSON value. */
export const anything: Shape<unknown> = { isMet: (_value): _value is unknown => true, schema: {} };

/** A string that a pattern matches; the pattern is one of ours, linear in the length of the text. */
export function textLike(pattern: RegExp, words: string): Shape<string> {
  return {
    isMet: (value, check): value is string => {
      if (!text.isMet(value, check)) return false;
      return pattern.test(value) || check.fault(`This must be ${words}, and is ${quoted(value)}.`);
    },
    schema: { type: 'string', pattern: pattern.source },
  };
}

export function oneOf<const T extends string>(...values: readonly T[]): Shape<T> {
  return {
    isMet: (value, check): value is T =>
      values.some((allowed) => allowed === value) ||
      check.fault(
        `This must be ${values.map((allowed) => `"${allowed}"`).join(' or ')}, and is ${typeof value === 'string' ? quoted(value) : kindOf(value)}.`,
      ),
    schema: values.length === 1 ? { const: values[0] } : { enum: values },
  };
}

export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return {
    isMet: (value, check): value is T | null => value === null || shape.isMet(value, check),
    schema: { anyOf: [{ type: 'null' }, shape.schema] },
  };
}

export function list<T>(element: Shape<T>): Shape<readonly T[]> {
  return {
    isMet: (value, check): value is readonly T[] => {
      if (!Array.isArray(value)) return check.fault(`This must be a list, and is ${kindOf(value)}.`);
      let isMet = true;
      for (const [index, item] of value.entries()) isMet = check.within(index, element, item) && isMet;
      return isMet;
    },
    schema: { type: 'array', items: element.schema },
  };
}

/** An object used as a map: any names, one shape of values. */
export function record<T>(element: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return {
    isMet: (value, check): value is Readonly<Record<string, T>> => {
      if (!isObject(value)) return check.fault(`This must be an object, and is ${kindOf(value)}.`);
      let isMet = true;
      for (const [name, item] of Object.entries(value)) isMet = check.within(name, element, item) && isMet;
      return isMet;
    },
    schema: { type: 'object', additionalProperties: element.schema },
  };
}

/** A member that may be missing. */
export function optional<T>(shape: Shape<T>): OptionalShape<T> {
  return { ...shape, optional: true };
}

export type Fields = Readonly<Record<string, Shape<unknown>>>;
type OptionalNames<F extends Fields> = { [K in keyof F]: F[K] extends OptionalShape<unknown> ? K : never }[keyof F];
export type ObjectOf<F extends Fields> = { readonly [K in Exclude<keyof F, OptionalNames<F>>]: TypeOf<F[K]> } & {
  readonly [K in OptionalNames<F>]?: TypeOf<F[K]>;
};

function isOptional(shape: Shape<unknown>): boolean {
  return 'optional' in shape;
}

/** An object with at least these members; it may have others. */
export function object<F extends Fields>(fields: F): Shape<ObjectOf<F>> {
  const members = Object.entries(fields);
  const required = members.filter(([, shape]) => !isOptional(shape)).map(([name]) => name);
  return {
    isMet: (value, check): value is ObjectOf<F> => {
      if (!isObject(value)) return check.fault(`This must be an object, and is ${kindOf(value)}.`);
      let isMet = true;
      for (const [name, shape] of members) {
        const member = value[name];
        if (member !== undefined) isMet = check.within(name, shape, member) && isMet;
        else if (!isOptional(shape)) isMet = check.fault(`\`${name}\` is missing.`);
      }
      return isMet;
    },
    schema: {
      type: 'object',
      properties: Object.fromEntries(members.map(([name, shape]) => [name, shape.schema])),
      ...(required.length > 0 && { required }),
    },
  };
}

/** One of two shapes, told apart by a member's presence, so that a fault is reported against the shape that was meant. */
export function whereHas<A, B>(name: string, withIt: Shape<A>, withoutIt: Shape<B>): Shape<A | B> {
  return {
    isMet: (value, check): value is A | B =>
      isObject(value) && Object.hasOwn(value, name) ? withIt.isMet(value, check) : withoutIt.isMet(value, check),
    schema: { if: { type: 'object', required: [name] }, then: withIt.schema, else: withoutIt.schema },
  };
}

/** One of two shapes, told apart by being a list or not. */
export function whereList<A, B>(aList: Shape<A>, other: Shape<B>): Shape<A | B> {
  return {
    isMet: (value, check): value is A | B =>
      Array.isArray(value) ? aList.isMet(value, check) : other.isMet(value, check),
    schema: { if: { type: 'array' }, then: aList.schema, else: other.schema },
  };
}

/** A value of the shape, or a list of such values: one page of an answer, or all of them. */
export function pagesOf<T>(page: Shape<T>): Shape<T | readonly T[]> {
  return whereList(list(page), page);
}
