/** Statements of a document as they are written: what a patch leaves alone stays as it is. */
import type { PolicyText } from '../../estate/model.js';
import type { JsonObject } from './statements.js';

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Null where the document has no such statement. A single statement need not stand in a list. */
export function statementAt({ json }: PolicyText, index: number): JsonObject | null {
  const list = isObject(json) ? json['Statement'] : null;
  const statement: unknown = Array.isArray(list) ? list[index] : list;
  return isObject(statement) ? statement : null;
}

/** With one more test; null where the statement tests the key already. */
export function withCondition(statement: JsonObject, operator: string, tests: JsonObject): JsonObject | null {
  const condition = isObject(statement['Condition']) ? statement['Condition'] : {};
  const before = isObject(condition[operator]) ? condition[operator] : {};
  if (Object.keys(tests).some((key) => key in before)) return null;
  return { ...statement, Condition: { ...condition, [operator]: { ...before, ...tests } } };
}
