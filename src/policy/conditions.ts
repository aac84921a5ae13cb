/**
 * Condition blocks: for which object keys a condition holds, certainly and possibly.
 * Source: IAM User Guide, "Condition operators", "Multiple context keys or values", "Single-valued vs. multivalued context keys".
 */
import { arnConditionGlob, globOfPieces, type Piece } from './arn.js';
import { isMultivalued, type Lookup } from './context.js';
import {
  allOf,
  always,
  and,
  anyOf,
  doubted,
  exactly,
  fromBoolean,
  never,
  not,
  undecided,
  type Extent,
} from './extent.js';
import type { ConditionOperator, ConditionTest, PolicyDocument, Text } from './model.js';
import type { Notes } from './notes.js';
import { compareDates, compareNumbers, isAddressInRange, sameBytes } from './scalars.js';
import { afterPrefix, literalGlob, matchesGlob, ofGlobs, type Glob } from './strings/index.js';
import { parseTemplate, type TemplatePart } from './variables.js';

export interface ConditionScope {
  readonly lookup: Lookup;
  readonly notes: Notes;
}

/** The whole block: AND over all operators and keys. */
export function evaluateConditions(
  tests: readonly ConditionTest[],
  document: PolicyDocument,
  scope: ConditionScope,
): Extent {
  let all = always;
  for (const test of tests) {
    all = and(all, evaluateTest(test, document, scope));
    if (all === never) return never;
  }
  return all;
}

const negated: Partial<Record<ConditionOperator, ConditionOperator>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
  ArnNotEquals: 'ArnLike',
  ArnNotLike: 'ArnLike',
};

/** Keys that KMS offers to IAM policies only. Source: KMS Developer Guide, "AWS KMS condition keys". */
const notForKeyPolicies = new Set(['kms:resourcealiases']);

export function evaluateTest(test: ConditionTest, document: PolicyDocument, scope: ConditionScope): Extent {
  if (document.kind === 'key' && notForKeyPolicies.has(test.key)) {
    scope.notes.open(
      test.path,
      `${test.writtenKey} works in IAM policies only; what KMS makes of it in a key policy is not documented.`,
    );
    return undecided;
  }
  if (test.operator === 'Null') return evaluateNull(test, scope);
  const found = scope.lookup(test.key);
  if (found.state === 'unresolved') return undecided;

  const positive = negated[test.operator];
  if (test.values.length === 0) return withoutValues(test, found.state === 'absent', scope);
  if (found.state === 'absent' || found.values.length === 0) return whenAbsent(test, positive !== undefined, scope);

  const operator = positive ?? test.operator;
  const patterns = compile(test, operator, document, scope);
  const perValue = (value: Text): Extent => {
    const matches = anyOf(patterns.map((pattern) => comparedOrOpen(test, operator, pattern, value, scope.notes)));
    return positive === undefined ? matches : not(matches);
  };

  if (test.qualifier === 'ForAllValues') return allOf(found.values.map(perValue));
  if (test.qualifier === 'ForAnyValue') return anyOf(found.values.map(perValue));
  if (isMultivalued(test.key)) {
    scope.notes.open(
      test.path,
      `${test.writtenKey} can hold several values and is tested without ForAllValues or ForAnyValue; AWS does not document the outcome.`,
    );
    return undecided;
  }
  // A single-valued key that carries several values does not occur; should it, one match is as much as can be said.
  return found.values.length === 1 ? perValue(found.values[0] ?? '') : doubted(anyOf(found.values.map(perValue)));
}

/** An open comparison has its reason in the text of the policy: it is named, since no key and no evidence would settle it. */
function comparedOrOpen(
  test: ConditionTest,
  operator: ConditionOperator,
  pattern: Pattern,
  value: Text,
  notes: Notes,
): Extent {
  const found = compare(operator, pattern, value);
  if (found === 'open-variable')
    notes.open(test.path, `The value of a policy variable in the condition on ${test.writtenKey} is not known.`);
  else if (found === 'mistyped')
    notes.open(
      test.path,
      `A value of the condition on ${test.writtenKey} is not of the type that ${test.operator} compares; what then happens is not documented.`,
    );
  else return found;
  return undecided;
}

function evaluateNull(test: ConditionTest, scope: ConditionScope): Extent {
  if (test.qualifier === 'ForAllValues') return always;
  if (test.qualifier === 'ForAnyValue') return never;
  const found = scope.lookup(test.key);
  if (found.state === 'unresolved') return undecided;
  const isAbsent = found.state === 'absent' || found.values.length === 0;
  return anyOf(
    test.values.map((value) => {
      const wanted = value.toLowerCase();
      if (wanted !== 'true' && wanted !== 'false') {
        scope.notes.open(test.path, `Null of ${test.writtenKey} is neither "true" nor "false".`);
        return undecided;
      }
      return fromBoolean((wanted === 'true') === isAbsent);
    }),
  );
}

function whenAbsent(test: ConditionTest, isNegated: boolean, scope: ConditionScope): Extent {
  if (test.qualifier === 'ForAllValues') return always;
  if (test.qualifier === 'ForAnyValue') {
    if (!test.ifExists) return never;
    scope.notes.open(
      test.path,
      `What ForAnyValue with IfExists does when ${test.writtenKey} is not in the request is not documented.`,
    );
    return undecided;
  }
  return fromBoolean(test.ifExists || isNegated);
}

/** A list of no values. Source: IAM Access Analyzer policy checks, "Empty array condition". */
function withoutValues(test: ConditionTest, isAbsent: boolean, scope: ConditionScope): Extent {
  if (test.qualifier === 'ForAllValues' || test.ifExists) return fromBoolean(isAbsent);
  if (test.qualifier === 'ForAnyValue') return never;
  scope.notes.open(
    test.path,
    `A condition key with an empty list of values is evaluated differently by AWS's own pages.`,
  );
  return undecided;
}

// ---- policy values ------------------------------------------------------------------------------------------------

type Pattern =
  | { readonly kind: 'glob'; readonly glob: Glob }
  | { readonly kind: 'scalar'; readonly text: string }
  /** A variable that has no value: matches nothing (so that negated operators do match). */
  | { readonly kind: 'unresolvable' }
  /** A variable whose value is open. */
  | { readonly kind: 'open-variable' }
  /** No value of the operator's type. */
  | { readonly kind: 'mistyped' };

const stringOperators = new Set<ConditionOperator>([
  'StringEquals',
  'StringEqualsIgnoreCase',
  'StringLike',
  'ArnEquals',
  'ArnLike',
]);

interface CompiledTest {
  /** Patterns without variables, or null where they depend on the request. */
  readonly fixed: readonly Pattern[] | null;
  readonly templates: readonly (readonly TemplatePart[])[];
}

const compiled = new WeakMap<ConditionTest, CompiledTest>();

function compile(
  test: ConditionTest,
  operator: ConditionOperator,
  document: PolicyDocument,
  scope: ConditionScope,
): readonly Pattern[] {
  const ready = compiled.get(test);
  if (ready?.fixed) return ready.fixed;
  if (ready) return ready.templates.map((parts) => patternOf(operator, resolveTemplate(parts, scope.lookup)));

  const hasVariables = document.version === '2012-10-17' && stringOperators.has(operator);
  const templates = test.values.map((value) => parseTemplate(value, hasVariables));
  const isFixed = templates.every((parts) => parts.every((part) => part.kind !== 'variable'));
  const patterns = templates.map((parts) => patternOf(operator, resolveTemplate(parts, scope.lookup)));
  compiled.set(test, { fixed: isFixed ? patterns : null, templates });
  return patterns;
}

export type ResolvedTemplate =
  | { readonly kind: 'pieces'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'unresolvable' }
  | { readonly kind: 'open' };

/** Fills the variables of a template from the request. Wildcards that come through a value stay literal. */
export function resolveTemplate(parts: readonly TemplatePart[], lookup: Lookup): ResolvedTemplate {
  const pieces: Piece[] = [];
  for (const part of parts) {
    if (part.kind !== 'variable') {
      pieces.push({ text: part.text, wild: part.kind === 'text' });
      continue;
    }
    const found = lookup(part.key);
    if (found.state === 'unresolved') return { kind: 'open' };
    if (found.state === 'absent') {
      if (part.fallback === null) return { kind: 'unresolvable' };
      pieces.push({ text: part.fallback, wild: false });
      continue;
    }
    // Multivalued keys cannot be variables; a value that depends on the object key is left open.
    if (isMultivalued(part.key)) return { kind: 'unresolvable' };
    const value = found.values[0];
    if (typeof value !== 'string' || found.values.length !== 1) return { kind: 'open' };
    pieces.push({ text: value, wild: false });
  }
  return { kind: 'pieces', pieces };
}

function patternOf(operator: ConditionOperator, resolved: ResolvedTemplate): Pattern {
  if (resolved.kind === 'open') return { kind: 'open-variable' };
  if (resolved.kind === 'unresolvable') return { kind: 'unresolvable' };
  const text = resolved.pieces.map((piece) => piece.text).join('');
  switch (operator) {
    case 'StringEquals':
      return { kind: 'glob', glob: literalGlob(text) };
    case 'StringEqualsIgnoreCase':
      return { kind: 'glob', glob: literalGlob(text, { ignoreCase: true }) };
    case 'StringLike':
      return { kind: 'glob', glob: globOfPieces(resolved.pieces) };
    case 'ArnEquals':
    case 'ArnLike': {
      // What IAM does with a value that is no ARN is not documented.
      const glob = arnConditionGlob(resolved.pieces);
      return glob === null ? { kind: 'mistyped' } : { kind: 'glob', glob };
    }
    default:
      return { kind: 'scalar', text };
  }
}

// ---- comparison ---------------------------------------------------------------------------------------------------

/** `mistyped` = a value of the wrong type: nobody documents what happens. */
function compare(operator: ConditionOperator, pattern: Pattern, value: Text): Extent | 'open-variable' | 'mistyped' {
  if (pattern.kind === 'unresolvable') return never;
  if (pattern.kind === 'open-variable' || pattern.kind === 'mistyped') return pattern.kind;
  if (pattern.kind === 'glob') {
    if (typeof value !== 'string') return exactly(ofGlobs(afterPrefix(pattern.glob, value.prefix)));
    if ((operator === 'ArnLike' || operator === 'ArnEquals') && !isArn(value)) return 'mistyped';
    return fromBoolean(matchesGlob(pattern.glob, value));
  }
  const outcome = typeof value === 'string' ? compareScalar(operator, pattern.text, value) : null;
  return outcome === null ? 'mistyped' : fromBoolean(outcome);
}

function isArn(text: string): boolean {
  let at = -1;
  for (let colons = 0; colons < 5; colons += 1) {
    at = text.indexOf(':', at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** Null = a value of the wrong type. */
function compareScalar(operator: ConditionOperator, policyValue: string, requestValue: string): boolean | null {
  switch (operator) {
    case 'Bool':
      return compareBooleans(policyValue, requestValue);
    case 'IpAddress':
      return isAddressInRange(requestValue, policyValue);
    case 'BinaryEquals':
      return sameBytes(policyValue, requestValue);
    default:
  }
  const order = operator.startsWith('Numeric')
    ? compareNumbers(requestValue, policyValue)
    : compareDates(requestValue, policyValue);
  if (order === null) return null;
  const relation = operator.replace(/^(?:Numeric|Date)/u, '');
  switch (relation) {
    case 'Equals':
      return order === 0;
    case 'LessThan':
      return order < 0;
    case 'LessThanEquals':
      return order <= 0;
    case 'GreaterThan':
      return order > 0;
    case 'GreaterThanEquals':
      return order >= 0;
    default:
      return null;
  }
}

function compareBooleans(policyValue: string, requestValue: string): boolean | null {
  const wanted = policyValue.toLowerCase();
  const actual = requestValue.toLowerCase();
  if ((wanted !== 'true' && wanted !== 'false') || (actual !== 'true' && actual !== 'false')) return null;
  return wanted === actual;
}

export function isStringOperator(operator: ConditionOperator): boolean {
  return stringOperators.has(negated[operator] ?? operator);
}

/** The operator without its negation. */
export function positiveOperator(operator: ConditionOperator): ConditionOperator {
  return negated[operator] ?? operator;
}
export function isNegatedOperator(operator: ConditionOperator): boolean {
  return negated[operator] !== undefined;
}
