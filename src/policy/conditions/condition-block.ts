/**
 * Condition blocks: for which object keys a condition holds, certainly and possibly.
 * Source: IAM User Guide, "Condition operators", "Multiple context keys or values", "Single-valued vs. multivalued context keys".
 */
import { addressesIn, hasStandIn } from '../../basics/stand-in.js';
import { lowerAscii } from '../ascii-case.js';
import { allOf, always, and, anyOf, doubted, type Extent, fromBoolean, never, not, undecided } from '../extent.js';
import type { ConditionTest, PolicyDocument, Text } from '../model.js';
import type { Notes } from '../notes.js';
import { compareValue, type OpenComparison } from './compare-value.js';
import { isMultivalued, type Lookup, type ResolvedValue } from './context.js';
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
  if (hasStandIn(test.key)) {
    scope.notes.unresolved(test.path, addressesIn(test.writtenKey));
    return undecided;
  }
  if (document.kind === 'key' && notForKeyPolicies.has(test.key)) {
    scope.notes.open(
      test.path,
      `${test.writtenKey} works in IAM policies only. What KMS does with it in a key policy is not documented.`,
    );
    return undecided;
  }
  if (test.operator === 'Null') return evaluateNull(test, scope);
  const found = scope.lookup(test.key);
  if (found.state === 'unresolved') return undecided;

  const isAbsent = found.state === 'absent' || found.values.length === 0;
  if (test.values.length === 0) return withoutValues(test, isAbsent ? [] : found.values, scope);
  if (isAbsent) return whenAbsent(test, scope);

  const operator = positiveOperator(test.operator);
  const patterns = compileValues(test, operator, document, scope.lookup);
  const perValue = (value: Text): Extent => {
    const matches = anyOf(patterns.map((pattern) => comparedOrOpen(test, pattern, value, scope.notes)));
    return isNegatedOperator(test.operator) ? not(matches) : matches;
  };

  if (test.qualifier !== null) return overValues(test, found, perValue, scope.notes);
  if (isMultivalued(test.key)) {
    scope.notes.open(
      test.path,
      `${test.writtenKey} can hold several values and is tested without ForAllValues or ForAnyValue. AWS does not document the outcome.`,
    );
    return undecided;
  }
  // A single-valued key that carries several values does not occur; should it, one match is as much as can be said.
  return found.values.length === 1 ? perValue(found.values[0] ?? '') : doubted(anyOf(found.values.map(perValue)));
}

/**
 * ForAllValues and ForAnyValue. AWS calls an empty value a null data set: over it ForAllValues holds, and ForAnyValue does not.
 * One empty value among others is not spoken of; nor is what a negated ForAnyValue, which the value itself would satisfy, then does.
 */
function overValues(
  test: ConditionTest,
  { values, isNull }: Extract<ResolvedValue, { state: 'present' }>,
  perValue: (value: Text) => Extent,
  notes: Notes,
): Extent {
  const isForAll = test.qualifier === 'ForAllValues';
  if (isForAll && values.every(isEmptyValue)) return always;
  const neutral = isForAll ? always : never;
  const each = (value: Text): Extent => {
    if (isEmptyValue(value) && isNull === true) return neutral;
    const compared = perValue(value);
    if (!isEmptyValue(value) || compared === neutral || isNull === false) return compared;
    notes.open(
      test.path,
      `${test.writtenKey} has an empty value, which AWS treats as no value. What ${test.qualifier} does with it here is not documented.`,
    );
    return undecided;
  };
  return isForAll ? allOf(values.map(each)) : anyOf(values.map(each));
}

function isEmptyValue(value: Text): boolean {
  return value === '';
}

/** An open comparison has its reason in the text of the policy: it is named, since no key and no evidence would settle it. */
function comparedOrOpen(test: ConditionTest, pattern: Pattern, value: Text, notes: Notes): Extent {
  const found = compareValue(positiveOperator(test.operator), pattern, value);
  if (typeof found !== 'string') {
    if (pattern.kind === 'any-case' && found.certain !== found.possible)
      notes.open(test.path, whyOpen['letters-beyond-ascii'](test));
    else if (found.certain !== found.possible) noteStandIns(test, value, notes);
    return found;
  }
  if (found === 'not-known-yet') {
    noteStandIns(test, value, notes);
    return undecided;
  }
  notes.open(test.path, whyOpen[found](test));
  return undecided;
}

function noteStandIns({ path, values }: ConditionTest, value: Text, notes: Notes): void {
  const written = addressesIn(values.join('\n'));
  const addresses = written.length > 0 ? written : addressesIn(typeof value === 'string' ? value : value.prefix);
  if (addresses.length > 0) notes.unresolved(path, addresses);
}

const whyOpen: Record<Exclude<OpenComparison, 'not-known-yet'>, (test: ConditionTest) => string> = {
  'open-variable': ({ writtenKey }) => `The value of a policy variable in the condition on ${writtenKey} is not known.`,
  'default-for-empty': ({ writtenKey }) =>
    `A policy variable in the condition on ${writtenKey} has an empty value and a default. Whether the default then applies is not documented.`,
  mistyped: ({ writtenKey, operator }) =>
    `A value of the condition on ${writtenKey} is not of the type that ${operator} compares. What then happens is not documented.`,
  'letters-beyond-ascii': ({ writtenKey, operator }) =>
    `Two values of ${writtenKey} differ in the case of a letter outside A to Z. Whether ${operator} treats them as equal is not documented.`,
};

function evaluateNull(test: ConditionTest, scope: ConditionScope): Extent {
  if (test.qualifier === 'ForAllValues') return always;
  if (test.qualifier === 'ForAnyValue') return never;
  const found = scope.lookup(test.key);
  if (found.state === 'unresolved') return undecided;
  const isAbsent = found.state === 'absent' || found.values.length === 0;
  const isNull = isAbsent || (found.values.every(isEmptyValue) ? found.isNull : false);
  // Asked for both, it holds in any case.
  const wantedValues = new Set(test.values.map(lowerAscii));
  if (isNull === undefined && !(wantedValues.has('true') && wantedValues.has('false'))) {
    scope.notes.open(
      test.path,
      `${test.writtenKey} has an empty value. Whether Null counts it as a value is not documented.`,
    );
    return undecided;
  }
  return anyOf(
    Array.from(wantedValues, (wanted) => {
      if (wanted !== 'true' && wanted !== 'false') {
        scope.notes.open(test.path, `Null of ${test.writtenKey} is neither "true" nor "false".`);
        return undecided;
      }
      return fromBoolean((wanted === 'true') === (isNull === true));
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
function withoutValues(test: ConditionTest, requestValues: readonly Text[], scope: ConditionScope): Extent {
  const isAbsent = requestValues.length === 0;
  const isEmpty = !isAbsent && requestValues.every(isEmptyValue);
  if (test.qualifier === 'ForAllValues' && !isEmpty) return fromBoolean(isAbsent);
  if (test.qualifier !== 'ForAllValues' && test.ifExists) return fromBoolean(isAbsent);
  if (test.qualifier === 'ForAnyValue') return never;
  scope.notes.open(test.path, `AWS pages disagree on how a condition key with an empty list of values is evaluated.`);
  return undecided;
}
