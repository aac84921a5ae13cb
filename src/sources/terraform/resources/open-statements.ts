/**
 * Policy documents of which parts are not known that decide about the form of the rest: a statement, an effect, a condition. A text stands
 * in their place, which is no valid policy, although the code's value is going to be one.
 */
import { openText, openValueOf } from '../../../basics/stand-in.js';
import { unknownStatements } from './roles/policy-document.js';

type Json = null | boolean | number | string | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [name: string]: Json;
}

/** What stands in the statements of a document differs. */
export type DocumentKind = 'identity' | 'trust' | 'resource';

/** @param text is JSON */
export function withOpenStatements(text: string, kind: DocumentKind): string {
  const document = JSON.parse(text) as Json;
  if (!isObject(document) || document['Statement'] === undefined) return text;
  const given = document['Statement'];
  const all = Array.isArray(given) ? (given as readonly Json[]) : [given];
  const made = all.flatMap((statement) => statementsOf(statement, kind));
  const isSame = made.length === all.length && made.every((each, index) => each === all[index]);
  return isSame ? text : JSON.stringify({ ...document, Statement: made });
}

/** The same object where nothing of it is open. */
function statementsOf(statement: Json, kind: DocumentKind): readonly Json[] {
  const whole = openIn(statement);
  if (whole !== null) return unknownStatements(whole).map((each) => ofKind(each, kind));
  if (!isObject(statement)) return [statement];
  const closed = closedStatement(ofKind(statement, kind));
  const effect = openIn(closed['Effect']);
  if (effect === null) return [closed];
  // Either of them, and nobody knows which: each applies under a condition that may be met.
  const Condition = withOpenTest(closed['Condition'], effect);
  return ['Allow', 'Deny'].map((Effect) => ({ ...closed, Effect, Condition }));
}

/** Where nothing of a statement is known, it has all elements: not those that the document cannot have. */
function ofKind(statement: JsonObject, kind: DocumentKind): JsonObject {
  const { Principal, Resource, ...rest } = statement;
  const isOpen = [rest['Action'], Resource].every((each) => openIn(each) !== null);
  if (!isOpen || Principal === undefined || !isObject(Principal) || openIn(Principal['AWS']) === null) return statement;
  if (kind === 'identity') return { ...rest, Resource: Resource ?? null };
  return kind === 'trust' ? { ...rest, Principal } : statement;
}

function closedStatement(statement: JsonObject): JsonObject {
  const changes: Record<string, Json> = {};
  for (const name of ['Principal', 'NotPrincipal']) {
    const address = openIn(statement[name]);
    if (address !== null) changes[name] = { AWS: openText(address) };
  }
  const condition = closedCondition(statement['Condition']);
  if (condition !== undefined && condition !== statement['Condition']) changes['Condition'] = condition;
  return Object.keys(changes).length === 0 ? statement : { ...statement, ...changes };
}

/** The condition with a test beside its own that may be met, or not. */
export function withOpenTest(condition: Json | undefined, address: string): JsonObject {
  const given = condition !== undefined && isObject(condition) ? condition : {};
  const operator = ['StringLike', 'ArnLike'].find((each) => given[each] === undefined) ?? 'StringEquals';
  return { ...given, [operator]: { 'aws:PrincipalArn': openText(address) } };
}

/** May be met, or not: any key that every request carries would do. */
function closedCondition(condition: Json | undefined): Json | undefined {
  const address = openIn(condition);
  if (address !== null) return { StringLike: { 'aws:PrincipalArn': openText(address) } };
  if (condition === undefined || !isObject(condition)) return condition;
  const isOpen = Object.values(condition).some((tests) => openIn(tests) !== null);
  if (!isOpen) return condition;
  // The operator is known, but not what it is asked about: which one it is plays no part then.
  return Object.fromEntries(
    Object.entries(condition).map(([operator, tests]) => {
      const open = openIn(tests);
      return open === null ? [operator, tests] : ['StringLike', { 'aws:PrincipalArn': openText(open) }];
    }),
  );
}

/** The address of a value that is open as a whole. */
function openIn(value: Json | undefined): string | null {
  return typeof value === 'string' ? openValueOf(value) : null;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
