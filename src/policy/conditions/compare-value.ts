/** One value of a request against one value of a policy. Source: IAM User Guide, "Condition operators". */
import { globOfPieces } from '../arn.js';
import { lowerAscii } from '../ascii-case.js';
import { always, exactly, type Extent, fromBoolean, never } from '../extent.js';
import type { ConditionOperator, Text } from '../model.js';
import { afterPrefix, type Glob, literalGlob, ofGlobs, type StringSet } from '../strings/index.js';
import { couldBe, hasStandIn } from '../../basics/stand-in.js';
import { matched } from '../stand-ins/match.js';
import { isAddressInRange } from './addresses.js';
import { sameBytes } from './bytes.js';
import { compareDates } from './dates.js';
import { compareNumbers } from './numbers.js';
import type { Pattern } from './policy-values.js';

/** Why nobody can say how a comparison comes out; `mistyped` = a value of the wrong type. */
export type OpenComparison =
  'open-variable' | 'default-for-empty' | 'mistyped' | 'letters-beyond-ascii' | 'not-known-yet';

export function compareValue(operator: ConditionOperator, pattern: Pattern, value: Text): Extent | OpenComparison {
  switch (pattern.kind) {
    case 'unresolvable':
      return never;
    case 'open-variable':
    case 'default-for-empty':
    case 'mistyped':
      return pattern.kind;
    case 'any-case':
      return compareInAnyCase(pattern.text, value);
    case 'perhaps-an-arn':
      return matched(pattern.glob, value) === always ? always : 'not-known-yet';
    case 'glob':
      return matchedByGlob(operator, pattern.glob, value);
    case 'scalar': {
      if (hasStandIn(pattern.text) || hasStandIn(textOf(value))) return 'not-known-yet';
      const outcome = typeof value === 'string' ? compareScalar(operator, pattern.text, value) : null;
      return outcome === null ? 'mistyped' : fromBoolean(outcome);
    }
  }
}

function matchedByGlob(operator: ConditionOperator, glob: Glob, value: Text): Extent | OpenComparison {
  const found = matched(glob, value);
  const needsArn = operator === 'ArnLike' || operator === 'ArnEquals';
  if (!needsArn || typeof value !== 'string' || isArn(value)) return found;
  if (!couldBe(value, isArn)) return 'mistyped';
  return found === always ? always : 'not-known-yet';
}

function textOf(value: Text): string {
  return typeof value === 'string' ? value : value.prefix;
}

/** Letters A to Z are equal in either case. Of others (é, the Kelvin sign) no page says so. */
function compareInAnyCase(text: string, value: Text): Extent | 'letters-beyond-ascii' {
  if (hasStandIn(text) || hasStandIn(textOf(value))) return matched(literalGlob(text, { ignoreCase: true }), value);
  if (typeof value !== 'string') {
    const { prefix } = value;
    const keysOf = (glob: Glob): StringSet => ofGlobs(afterPrefix(glob, prefix));
    const certain = keysOf(literalGlob(text, { ignoreCase: true }));
    return beyondAscii.test(text) ? { certain, possible: keysOf(anyLetters(text)) } : exactly(certain);
  }
  if (lowerAscii(text) === lowerAscii(value)) return always;
  return foldAll(text) === foldAll(value) ? 'letters-beyond-ascii' : never;
}

/** Letters that have, or are, a counterpart in another case outside of A to Z. */
const beyondAscii = /[ksKS\x80-\u{10ffff}]/u;

/** The text with such letters left open. */
function anyLetters(text: string): Glob {
  const pieces = Array.from(text, (char) =>
    beyondAscii.test(char) ? { text: '?', wild: true } : { text: char, wild: false },
  );
  return globOfPieces(pieces, true);
}

/** Equal in the widest sense that a library might take: simple and full case folding, to and fro. */
function foldAll(text: string): string {
  return text.toUpperCase().toLowerCase();
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
