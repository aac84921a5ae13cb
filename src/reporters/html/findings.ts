/** Findings: headline, why, effect, what to do. */
import type { Finding } from '../../report/model.js';
import { helpParts } from '../text/help-parts.js';
import { isBelow, fileName } from '../view/file-name.js';
import { findingText } from '../view/finding-text.js';
import { html, type Markup } from './markup.js';
import type { Page } from './model.js';
import { codeBlock } from './words.js';

export function findingBlock(finding: Finding, page: Page): Markup {
  const { level, rule, kind, resource, account, failureReasons, permission, suppressed } = finding;
  const { headline, why, effect } = findingText(finding, page.titles);
  const shownLevel = kind === 'unknown' ? 'not known' : level;
  return html`<article class="finding ${level}${suppressed === null ? '' : ' suppressed'}">
    <h3><span class="level ${level}">${shownLevel}</span> ${headline}</h3>
    <dl>
      ${suppressed === null ? null : entry('suppressed', suppressedText(suppressed))} ${entry('why', why)}
      ${entry('effect', effect)} ${entry('account', account)} ${entry('resource', resource)}
      ${entry('example', permission?.counterexample ?? null)}
      ${entry('S3 reports', failureReasons.length === 0 ? null : failureReasons.join(', '))}
      ${entry('place', placeOf(finding, page))} ${entry('rule', rule)}
    </dl>
    ${helpParts(finding.help).map(({ kind: part, text }) => (part === 'code' ? codeBlock(text) : html`<p>${text}</p>`))}
  </article>`;
}

function entry(name: string, value: string | null): Markup | null {
  return value === null || value === ''
    ? null
    : html`<dt>${name}</dt>
        <dd>${value}</dd>`;
}

function suppressedText({ reason, owner, expires }: NonNullable<Finding['suppressed']>): string {
  return [reason, owner === null ? '' : `owner ${owner}`, expires === null ? '' : `until ${expires}`]
    .filter((text) => text !== '')
    .join(' · ');
}

/** Of a file elsewhere, only its name is shown: the page is handed on. */
function placeOf({ location }: Finding, { options: { workingDirectory } }: Page): string | null {
  if (location === null) return null;
  const { file, line, column, pointer } = location;
  const name =
    isBelow(file, workingDirectory) || file === '-'
      ? fileName(file, workingDirectory)
      : (file.split(/[/\\]/u).pop() ?? file);
  return line === null ? `${name} ${pointer}` : `${name}:${line}:${column ?? 1}`;
}
