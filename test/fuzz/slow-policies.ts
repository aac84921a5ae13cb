/**
 * A slow evaluator of policies of a resource, written for these tests alone: one caller, one action, one resource, one context, three
 * answers. It knows nothing of sets.
 */
import { isDeepStrictEqual } from 'node:util';

export type Answer = 'yes' | 'no' | 'open';

export interface SlowStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: { readonly AWS: readonly string[] };
  readonly NotPrincipal?: { readonly AWS: readonly string[] };
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** By all the names that it answers to: account, role, session. */
export interface SlowCaller {
  readonly account: string;
  readonly names: readonly string[];
  readonly hasBoundary: boolean;
}

export interface SlowRequest {
  readonly caller: SlowCaller;
  readonly action: string;
  readonly resource: string;
  /** Null = absent. */
  readonly context: Readonly<Record<string, readonly string[] | null>>;
  /** How AWS reads a NotPrincipal that lists some names of the caller: by its list. */
  readonly spares: (list: readonly string[]) => boolean;
  /** Whether Null takes an empty value for a key that is not there. */
  readonly isEmptyNull: boolean;
}

const not: Record<Answer, Answer> = { yes: 'no', no: 'yes', open: 'open' };
function any(answers: readonly Answer[]): Answer {
  return answers.includes('yes') ? 'yes' : answers.includes('open') ? 'open' : 'no';
}
function all(answers: readonly Answer[]): Answer {
  return not[any(answers.map((answer) => not[answer]))];
}
function certain(holds: boolean): Answer {
  return holds ? 'yes' : 'no';
}

export function allows(policy: readonly SlowStatement[], request: SlowRequest): Answer {
  const of = (effect: 'Allow' | 'Deny'): Answer =>
    any(policy.filter(({ Effect }) => Effect === effect).map((statement) => applies(statement, request)));
  return all([of('Allow'), not[of('Deny')]]);
}

/** By action and resource. */
export function covers(
  { Action, Resource }: SlowStatement,
  { action, resource }: Pick<SlowRequest, 'action' | 'resource'>,
): boolean {
  return (
    Action.some((pattern) => glob(pattern.toLowerCase(), action.toLowerCase())) &&
    Resource.some((pattern) => glob(pattern, resource))
  );
}

function applies(statement: SlowStatement, request: SlowRequest): Answer {
  if (!covers(statement, request)) return 'no';
  const isMeant = certain(meant(statement, request));
  const tests = Object.entries(statement.Condition ?? {}).flatMap(([operator, block]) =>
    Object.entries(block).map(([key, values]) => holds(operator, values, request.context[key] ?? null, request)),
  );
  return all([isMeant, ...tests]);
}

function meant({ Principal, NotPrincipal }: SlowStatement, { caller, spares }: SlowRequest): boolean {
  const isListed = (list: readonly string[], name: string): boolean =>
    list.some((entry) => entry === name || entry === '*');
  if (NotPrincipal === undefined) return caller.names.some((name) => isListed(Principal?.AWS ?? [], name));
  const list = NotPrincipal.AWS;
  if (caller.hasBoundary || !caller.names.some((name) => isListed(list, name))) return true;
  if (caller.names.every((name) => isListed(list, name))) return false;
  return !spares(list);
}

function holds(
  written: string,
  values: readonly string[],
  actual: readonly string[] | null,
  { isEmptyNull }: SlowRequest,
): Answer {
  const [, qualifier = '', base = '', ifExists = ''] = /^(?:(\w+):)?(\w+?)(IfExists)?$/u.exec(written) ?? [];
  const isAbsent = actual === null || actual.length === 0;
  if (base === 'Null')
    return certain(values.includes(String(isAbsent || (isEmptyNull && isDeepStrictEqual(actual, [''])))));
  if (isAbsent) {
    if (qualifier === 'ForAllValues') return 'yes';
    if (qualifier === 'ForAnyValue') return ifExists === '' ? 'no' : 'open';
    return certain(base.includes('Not') || ifExists !== '');
  }
  const one = (value: string): Answer => {
    const isMatch = values.some((each) => (base.includes('Like') ? glob(each, value) : each === value));
    return certain(isMatch !== base.includes('Not'));
  };
  if (qualifier === '') return actual.length === 1 ? one(actual[0] ?? '') : 'open';
  if (qualifier === 'ForAllValues' && actual.every((value) => value === '')) return 'yes';
  const neutral = qualifier === 'ForAllValues' ? 'yes' : 'no';
  const each = actual.map((value) => (value === '' && one(value) !== neutral ? 'open' : one(value)));
  return qualifier === 'ForAllValues' ? all(each) : any(each);
}

export function glob(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const rest = pattern.slice(1);
  if (pattern.startsWith('*')) return glob(rest, text) || (text !== '' && glob(pattern, text.slice(1)));
  return text !== '' && (pattern.startsWith('?') || pattern[0] === text[0]) && glob(rest, text.slice(1));
}
