/**
 * Condition blocks: for which object keys a condition holds, certainly and possibly.
 * Source: IAM User Guide, "Condition operators", "Multiple context keys or values", "Single-valued vs. multivalued context keys".
 */
import { allOf, always, and, anyOf, doubted, type Extent, fromBoolean, never, not, undecided } from '../extent.js';
import type { ConditionOperator, ConditionTest, PolicyDocument, Text } from '../model.js';
import type { Notes } from '../notes.js';
import { compareValue } from './compare-value.js';
import { isMultivalued, type Lookup } from './context.js';
import { isNegatedOperator, positiveOperator } from './operators.js';
import { compileValues, type Pattern } from './policy-values.js';

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

  if (test.values.length === 0) return withoutValues(test, found.state === 'absent', scope);
  if (found.state === 'absent' || found.values.length === 0) return whenAbsent(test, scope);

  const operator = positiveOperator(test.operator);
  const patterns = compileValues(test, operator, document, scope.lookup);
  const perValue = (value: Text): Extent => {
    const matches = anyOf(patterns.map((pattern) => comparedOrOpen(test, operator, pattern, value, scope.notes)));
    return isNegatedOperator(test.operator) ? not(matches) : matches;
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
  const found = compareValue(operator, pattern, value);
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

function whenAbsent(test: ConditionTest, scope: ConditionScope): Extent {
  if (test.qualifier === 'ForAllValues') return always;
  if (test.qualifier === 'ForAnyValue') {
    if (!test.ifExists) return never;
    scope.notes.open(
      test.path,
      `What ForAnyValue with IfExists does when ${test.writtenKey} is not in the request is not documented.`,
    );
    return undecided;
  }
  return fromBoolean(test.ifExists || isNegatedOperator(test.operator));
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
