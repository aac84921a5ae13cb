/** A finding as plain text: headline, labelled lines, what to do. For formats without a layout of their own. */
import { listed } from '../../basics/counted.js';
import type { Joined } from '../../report/joined.js';
import { withShortArns } from '../../report/short-arn.js';

/** Labelled lines without the headline. */
export function bodyText({ headline, why, effect, what, help }: Joined): string {
  return [
    ...what.map(
      ({ actions, resource }) => `What: ${listed(actions.map(({ action }) => action))} on ${withShortArns(resource)}`,
    ),
    ...(why.replace(/\.$/u, '') === headline ? [] : [`Why: ${withShortArns(why)}`]),
    ...(effect === null ? [] : [`Effect: ${withShortArns(effect)}`]),
    `Fix: ${help}`,
  ].join('\n');
}

export function findingText(each: Joined): string {
  return `${each.headline}\n${bodyText(each)}`;
}
