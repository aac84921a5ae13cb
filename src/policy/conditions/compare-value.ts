/** One value of a request against one value of a policy. Source: IAM User Guide, "Condition operators". */
import { exactly, type Extent, fromBoolean, never } from '../extent.js';
import type { ConditionOperator, Text } from '../model.js';
import { afterPrefix, matchesGlob, ofGlobs } from '../strings/index.js';
import { isAddressInRange } from './addresses.js';
import { sameBytes } from './bytes.js';
import { compareDates } from './dates.js';
import { compareNumbers } from './numbers.js';
import type { Pattern } from './policy-values.js';

/** `mistyped` = a value of the wrong type: nobody documents what happens. */
export function compareValue(
  operator: ConditionOperator,
  pattern: Pattern,
  value: Text,
): Extent | 'open-variable' | 'mistyped' {
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
