/** Where a new statement goes in a document: into one that says the same of all but one element, else behind the others. */
import { hash } from 'node:crypto';
import { nameStandIns } from '../../basics/stand-in.js';
import { canonicalJson } from '../../basics/canonical-json.js';
import { isObject } from './json-place.js';
import type { JsonObject } from '../model.js';

/** A single statement need not stand in a list. What is not a statement stays where it is. */
export function statementsOf(document: JsonObject): readonly JsonObject[] {
  const list = document['Statement'];
  if (list === undefined) return [];
  return Array.isArray(list) ? (list as readonly JsonObject[]) : [list as JsonObject];
}

function textsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** One text and a list of it, in whatever order, mean the same. Deep, since values of conditions and principals are lists, too. */
function inOneForm(value: unknown): unknown {
  if (Array.isArray(value) || typeof value === 'string') return [...new Set(textsOf(value).map(String))].sort();
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inOneForm(member)]));
}

const joinable = ['Action', 'Resource'] as const;
type Joinable = (typeof joinable)[number];

/** Whether both say the same but for the element, and both have it. */
function differOnlyIn(element: Joinable, one: JsonObject, other: JsonObject): boolean {
  const rest = (statement: JsonObject): string =>
    canonicalJson(inOneForm({ ...statement, Sid: null, [element]: null }));
  return one[element] !== undefined && other[element] !== undefined && rest(one) === rest(other);
}

/** AWS reads a principal `*` in two spellings; they are left alone, as is everything that says what it does not mean. */
function isPlainAllow(statement: JsonObject): boolean {
  return (
    isObject(statement) &&
    statement['Effect'] === 'Allow' &&
    !['NotAction', 'NotResource', 'NotPrincipal'].some((name) => Object.hasOwn(statement, name))
  );
}

/** Whether two statements mean the same word for word: lists in any order, one text and a list of it. Names do not count. */
export function isSame(one: JsonObject, other: JsonObject): boolean {
  return canonicalJson(inOneForm({ ...one, Sid: null })) === canonicalJson(inOneForm({ ...other, Sid: null }));
}

/** The index of the statement that takes the new one in without allowing anything else; -1 = none does. */
export function nearStatement(document: JsonObject, added: JsonObject): number {
  return statementsOf(document).findIndex(
    (statement) => isPlainAllow(statement) && joinable.some((element) => differOnlyIn(element, statement, added)),
  );
}

/** Values of a list that was one stay in their order, new ones follow. */
function joined(statement: JsonObject, added: JsonObject): JsonObject {
  const element = joinable.find((each) => differOnlyIn(each, statement, added));
  if (element === undefined) return statement;
  const before = textsOf(statement[element]);
  const more = textsOf(added[element]).filter((text) => !before.includes(text));
  return more.length === 0 ? statement : { ...statement, [element]: [...before, ...more] };
}

/** The document with the statement; the same document where it is there already. */
export function withStatement(document: JsonObject, added: JsonObject): JsonObject {
  const statements = statementsOf(document);
  if (statements.some((statement) => isSame(statement, added))) return document;
  const near = isPlainAllow(added) ? nearStatement(document, added) : -1;
  const list =
    near < 0
      ? [...statements, { Sid: sidOf(added), ...added }]
      : statements.map((statement, index) => (index === near ? joined(statement, added) : statement));
  return { ...document, Statement: list };
}

/**
 * The same, shorter where the document is nearly full: a statement that says the same of other principals takes the new one in.
 * Null = there is none such.
 */
export function withPrincipal(document: JsonObject, added: JsonObject): JsonObject | null {
  const statements = statementsOf(document);
  const [principals, index] = [principalsOf(added), statements.findIndex((each) => differOnlyInPrincipal(each, added))];
  const near = statements[index];
  const before = near === undefined ? null : principalsOf(near);
  if (near === undefined || principals === null || before === null) return null;
  const AWS = [...before, ...principals.filter((each) => !before.includes(each))];
  return {
    ...document,
    Statement: statements.map((each, at) => (at === index ? { ...near, Principal: { AWS } } : each)),
  };
}

/** Named principals of AWS, and no others; null where it is otherwise. */
function principalsOf({ Principal }: JsonObject): readonly unknown[] | null {
  if (!isObject(Principal) || Object.keys(Principal).join() !== 'AWS') return null;
  const names = textsOf(Principal['AWS']);
  return names.includes('*') ? null : names;
}

function differOnlyInPrincipal(one: JsonObject, other: JsonObject): boolean {
  const rest = (statement: JsonObject): string =>
    canonicalJson(inOneForm({ ...statement, Sid: null, Principal: null }));
  return isPlainAllow(one) && isPlainAllow(other) && rest(one) === rest(other);
}

/** Letters and digits only, from what the statement does: the same statement has the same name wherever it stands. */
export function sidOf(statement: JsonObject): string {
  const { Sid: _, ...rest } = statement;
  const digest = hash('sha256', nameStandIns(canonicalJson(inOneForm(rest)))).slice(0, 8);
  const [first] = textsOf(statement['Action']);
  const action = /:(\w+)$/u.exec(String(first))?.[1] ?? 'Access';
  return `Replint${action[0]?.toUpperCase()}${action.slice(1)}${digest}`;
}

/** The tests of `more` joined to those of the condition: values of one operator and key become one list. */
export function joinedCondition(condition: unknown, more: unknown): JsonObject {
  const all: Record<string, unknown> = isObject(condition) ? { ...condition } : {};
  for (const [operator, tests] of Object.entries(isObject(more) ? more : {})) {
    const own: Record<string, unknown> = isObject(all[operator]) ? { ...all[operator] } : {};
    for (const [key, values] of Object.entries(isObject(tests) ? tests : {})) {
      // Condition keys are the same in any case.
      const name = Object.keys(own).find((each) => each.toLowerCase() === key.toLowerCase()) ?? key;
      const before = own[name] === undefined ? [] : textsOf(own[name]);
      const added = textsOf(values).filter((value) => !before.includes(value));
      own[name] = before.length === 0 ? values : [...before, ...added];
    }
    all[operator] = own;
  }
  return all;
}
