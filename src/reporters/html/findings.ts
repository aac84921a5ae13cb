/** Findings: headline, why, effect, what to do. */
import type { Joined } from '../../report/joined.js';
import { withShortArns } from '../../report/short-arn.js';
import type { Finding } from '../../report/model.js';
import { helpParts } from '../text/help-parts.js';
import { handedOnPlace } from '../view/handed-on-place.js';
import { isOpen } from '../view/finding-order.js';
import { patchesOf } from '../view/patches.js';
import { reasonsText, whatText } from '../view/said.js';
import { html, type Markup } from './markup.js';
import type { Page } from './model.js';
import { codeBlock, ownerText } from './words.js';

export function findingBlock(each: Joined, page: Page): Markup {
  const { findings, worst, headline, why, effect, what, help, rules } = each;
  const { level, kind, resource, account, permission, suppressed } = worst;
  const shownLevel = kind === 'unknown' ? 'not known' : level;
  return html`<article class="finding ${level}${suppressed === null ? '' : ' suppressed'}">
    <h3><span class="level ${level}">${shownLevel}</span> ${headline}</h3>
    <dl>
      ${suppressed === null ? null : entry('suppressed', suppressedText(suppressed))}
      ${what.map((one) => entry('what', whatText(one)))} ${entry('why', withShortArns(why))}
      ${entry('effect', effect === null ? null : withShortArns(effect))} ${entry('account', account)}
      ${entry('resource', resource)} ${entry('example', permission?.counterexample ?? null)}
      ${entry('S3 reports', reasonsText(each))} ${entry('who has to act', ownersText(findings, page))}
      ${entry('place', placeOf(worst, page))} ${entry('rule', rules.join(', '))}
    </dl>
    ${helpParts(help).map(({ kind: part, text }) => (part === 'code' ? codeBlock(text) : html`<p>${text}</p>`))}
  </article>`;
}

function entry(name: string, value: string | null): Markup | null {
  return value === null || value === ''
    ? null
    : html`<dt>${name}</dt>
        <dd>${value}</dd>`;
}

/** Of open findings that a change answers. */
function ownersText(findings: readonly Finding[], { patches }: Page): string {
  const owners = findings
    .filter(isOpen)
    .flatMap((finding) => patchesOf(finding, patches))
    .map(({ owner, account }) => ownerText(owner, account));
  return [...new Set(owners)].join(' · ');
}

function suppressedText({ reason, owner, expires }: NonNullable<Finding['suppressed']>): string {
  return [reason, owner === null ? '' : `owner ${owner}`, expires === null ? '' : `until ${expires}`]
    .filter((text) => text !== '')
    .join(' · ');
}

function placeOf({ location }: Finding, { options: { workingDirectory } }: Page): string | null {
  return location === null ? null : handedOnPlace(location, workingDirectory);
}
