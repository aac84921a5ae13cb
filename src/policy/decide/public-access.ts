/**
 * Whether S3 judges a bucket policy public: it presumes so, unless every Allow is tied to fixed values of certain keys.
 * Source: S3 User Guide, "Blocking public access to your Amazon S3 storage", section "The meaning of 'public'".
 */
import { stretchesOf } from '../../basics/stand-in.js';
import { parseRange } from '../conditions/addresses.js';
import type { ConditionTest, PolicyDocument, Statement } from '../model.js';

/** Whether S3 counts a bucket policy as public, and which statements make it so. */
export interface PublicAccess {
  readonly public: boolean | 'unknown';
  /** The statements that make the policy public, or may. */
  readonly statements: readonly Statement[];
  readonly why: string;
}

/** Whether S3 Block Public Access counts the bucket policy as public. */
export function isPublicBucketPolicy(document: PolicyDocument): PublicAccess {
  const open: Statement[] = [];
  const doubtful: Statement[] = [];
  for (const statement of document.statements) {
    if (statement.effect !== 'Allow' || statement.inert !== null) continue;
    const answer = isPublicStatement(statement);
    if (answer === true) open.push(statement);
    else if (answer === 'unknown') doubtful.push(statement);
  }
  if (open.length > 0)
    return {
      public: true,
      statements: open,
      why: 'A statement allows everyone without a condition that S3 counts as a limit.',
    };
  if (doubtful.length > 0)
    return {
      public: 'unknown',
      statements: doubtful,
      why: 'Whether S3 counts the condition of a statement as a limit is not documented.',
    };
  return { public: false, statements: [], why: 'Every Allow names its principals or is tied to fixed values.' };
}

function isPublicStatement(statement: Statement): boolean | 'unknown' {
  const { principals } = statement;
  if (principals === null) return false;
  const isForEveryone = principals.not || principals.entries.some((entry) => entry.kind === 'anyone');
  // Whom a value names that is not known may be everyone.
  const isOpen = principals.entries.some((entry) => entry.kind === 'open');
  if (!isForEveryone && !isOpen) return false;
  let answer: boolean | 'unknown' = isForEveryone ? true : 'unknown';
  for (const test of statement.conditions) {
    const limit = isLimit(test);
    if (limit === true) return false;
    if (limit === 'unknown') answer = 'unknown';
  }
  return answer;
}

/** Keys that count as a limit when their values are fixed: no wildcards, no variables. */
const limitingKeys = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalservicename',
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceowner',
  'aws:sourceaccount',
  'aws:userid',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
]);

const positiveOperators = new Set(['StringEquals', 'StringEqualsIgnoreCase', 'StringLike', 'ArnEquals', 'ArnLike']);

function isLimit(test: ConditionTest): boolean | 'unknown' {
  // A key that may be missing, or a test that is true without the key, limits nothing.
  if (test.ifExists || test.qualifier === 'ForAllValues' || test.values.length === 0) return false;
  if (test.key === 'aws:sourceip') return test.operator === 'IpAddress' && test.values.every(isNarrowRange);
  if (!limitingKeys.has(test.key) || !positiveOperators.has(test.operator)) return false;
  if (test.values.some(couldBeAnyText)) return 'unknown';
  if (test.values.every((value) => !/[*?]|\$\{/u.test(value))) return true;
  if (test.key === 'aws:userid') return test.values.every((value) => /^[^*?$]+:\*$/u.test(value)) ? 'unknown' : false;
  return test.key === 's3:dataaccesspointarn' && test.values.every(hasFixedAccount);
}

/** A wildcard, too. */
function couldBeAnyText(value: string): boolean {
  return stretchesOf(value).some(
    (each) =>
      each.kind === 'stray' || (each.kind === 'stand-in' && each.standIn.kind === 'text' && each.standIn.isOpen),
  );
}

/** Not broader than /8 for IPv4 and /32 for IPv6. */
function isNarrowRange(value: string): boolean {
  const range = parseRange(value);
  return range !== null && range.length >= (range.bits === 32 ? 8 : 32);
}

function hasFixedAccount(value: string): boolean {
  return /^arn:[^*?$:]+:s3:[^:]*:\d{12}:/u.test(value);
}
