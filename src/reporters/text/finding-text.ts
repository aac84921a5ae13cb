/** A finding as plain text: headline, labelled lines, what to do. For formats without a layout of their own. */
import type { Joined } from '../../report/joined.js';
import { withShortArns } from '../../report/short-arn.js';
import { reasonsText, whatText, whyBeyondHeadline } from '../view/said.js';

export function findingText(each: Joined): string {
  const why = whyBeyondHeadline(each);
  const reasons = reasonsText(each);
  const { headline, effect, what, help } = each;
  const lines = [
    ...what.map((one) => `What: ${whatText(one)}`),
    ...(why === null ? [] : [`Why: ${why}`]),
    ...(effect === null ? [] : [`Effect: ${effect}`]),
    ...(reasons === null ? [] : [`S3 reports: ${reasons}`]),
  ];
  return [headline, ...lines.map(withShortArns), `Fix: ${help}`].join('\n');
}
