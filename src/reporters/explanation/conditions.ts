/** Why a Deny applies to a request, in words: one line a condition. */
import { capital } from '../../basics/capital.js';
import type { ExplainedCondition, QuotedStatement } from '../../report/explanation.js';

export function conditionLines({ conditions }: QuotedStatement): readonly string[] {
  return conditions.map((condition) => {
    const { test, why } = condition;
    const reason = why === null ? '' : ` ${sentence(why)}`;
    return `It applies because of ${test}: ${carriedText(condition)}.${reason}`;
  });
}

function carriedText({ key, isCarried, actual }: ExplainedCondition): string {
  if (isCarried === null) return `whatever ${key} is in the request of S3`;
  return isCarried ? `the request of S3 carries ${actual}` : `the request of S3 does not carry ${key}`;
}

function sentence(text: string): string {
  return `${capital(text)}${/[.)]$/u.test(text) ? '' : '.'}`;
}
