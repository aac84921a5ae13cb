/** Condition blocks. Source: IAM User Guide, "Condition operators"; IAM Access Analyzer policy check reference. */
import { lowerAscii } from '../ascii-case.js';
import type { ConditionOperator, ConditionTest } from '../model.js';
import { isObject, listOf, textOfScalar } from './json.js';
import { quote, type ProblemList } from './problem-list.js';

const operators: readonly ConditionOperator[] = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
  'NumericEquals',
  'NumericNotEquals',
  'NumericLessThan',
  'NumericLessThanEquals',
  'NumericGreaterThan',
  'NumericGreaterThanEquals',
  'DateEquals',
  'DateNotEquals',
  'DateLessThan',
  'DateLessThanEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
  'Bool',
  'BinaryEquals',
  'IpAddress',
  'NotIpAddress',
  'ArnEquals',
  'ArnLike',
  'ArnNotEquals',
  'ArnNotLike',
  'Null',
];
const byLowerCase = new Map(operators.map((operator) => [lowerAscii(operator), operator]));

interface OperatorName {
  readonly operator: ConditionOperator;
  readonly ifExists: boolean;
  readonly qualifier: ConditionTest['qualifier'];
}

/** Operator names are taken without regard to case: AWS documents one spelling and refuses none. */
function parseOperator(written: string): OperatorName | null {
  let name = lowerAscii(written);
  let qualifier: ConditionTest['qualifier'] = null;
  if (name.startsWith('forallvalues:')) qualifier = 'ForAllValues';
  else if (name.startsWith('foranyvalue:')) qualifier = 'ForAnyValue';
  if (qualifier !== null) name = name.slice(name.indexOf(':') + 1);
  const ifExists = name.endsWith('ifexists');
  const operator = byLowerCase.get(ifExists ? name.slice(0, -'ifexists'.length) : name);
  if (operator === undefined || (operator === 'Null' && ifExists)) return null;
  return { operator, ifExists, qualifier };
}

export function parseConditions(value: unknown, path: string, problems: ProblemList): readonly ConditionTest[] {
  if (!isObject(value)) {
    problems.invalid('condition-shape', path, `${path} must be an object of operators.`);
    return [];
  }
  const tests: ConditionTest[] = [];
  for (const [written, block] of Object.entries(value)) {
    const at = `${path}.${written.slice(0, 100)}`;
    const name = parseOperator(written);
    if (name === null) {
      problems.invalid('unknown-operator', at, `${quote(written)} is not a condition operator.`);
      continue;
    }
    if (!isObject(block)) {
      problems.invalid('condition-block-shape', at, `${at} must be an object of condition keys.`);
      continue;
    }
    for (const each of parseBlock(name, block, at, problems)) tests.push(each);
  }
  return tests;
}

function parseBlock(
  name: OperatorName,
  block: Readonly<Record<string, unknown>>,
  path: string,
  problems: ProblemList,
): readonly ConditionTest[] {
  const tests: ConditionTest[] = [];
  const seen = new Set<string>();
  for (const [writtenKey, value] of Object.entries(block)) {
    const key = lowerAscii(writtenKey);
    const at = `${path}.${writtenKey.slice(0, 200)}`;
    if (seen.has(key))
      problems.invalid(
        'duplicate-condition-key',
        at,
        `${quote(writtenKey)} stands twice in one block, in two spellings; condition keys are compared without regard to case.`,
      );
    seen.add(key);
    const values: string[] = [];
    for (const item of listOf(value)) {
      const text = textOfScalar(item);
      if (text === null) problems.invalid('condition-value', at, `${at} must hold texts, numbers or booleans.`);
      else values.push(text);
    }
    if (values.length === 0) problems.suspicious('empty-condition-values', at, `${at} has no values.`);
    tests.push({ ...name, key, writtenKey, values, path: at });
  }
  return tests;
}
