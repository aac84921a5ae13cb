/** Condition operators as a table: negations, and which of them compare texts. Source: IAM User Guide, "Condition operators". */
import type { ConditionOperator } from '../model.js';

const positiveOf: Partial<Record<ConditionOperator, ConditionOperator>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
  ArnNotEquals: 'ArnLike',
  ArnNotLike: 'ArnLike',
};

const stringOperators = new Set<ConditionOperator>([
  'StringEquals',
  'StringEqualsIgnoreCase',
  'StringLike',
  'ArnEquals',
  'ArnLike',
]);

/** The operator without its negation. */
export function positiveOperator(operator: ConditionOperator): ConditionOperator {
  return positiveOf[operator] ?? operator;
}

export function isNegatedOperator(operator: ConditionOperator): boolean {
  return positiveOf[operator] !== undefined;
}

/** String and ARN operators, negated or not. */
export function isStringOperator(operator: ConditionOperator): boolean {
  return stringOperators.has(positiveOperator(operator));
}
