/** What to change, by who has to change it: each part can be handed to an owner who sees nothing else. */
import { groupBy } from '../../basics/group-by.js';
import { isOpen } from '../view/finding-order.js';
import { counted } from '../../basics/counted.js';
import type { Patch } from '../../report/patch.js';
import { html, type Markup } from './markup.js';
import type { Page } from './model.js';
import { codeBlock, ownerText } from './words.js';

const operationWords: Readonly<Record<Patch['operation'], string>> = {
  'add-statement': 'add to',
  'replace-statement': 'replace in',
  'add-exception': 'add to the condition in',
  'remove-statement': 'remove from',
  set: 'set',
};

export function ownersBlock({ report, patches }: Page): Markup | null {
  const wanted = new Set(report.findings.filter(isOpen).flatMap((finding) => finding.patches));
  const shown = [...patches.values()].filter(({ id }) => wanted.has(id));
  if (shown.length === 0) return null;
  const groups = groupBy(shown, ({ owner, account }) => `${owner} ${account ?? ''}`);
  return html`<section aria-labelledby="changes">
    <h2 id="changes">What to change, and who has to</h2>
    ${[...groups.values()].map(groupBlock)}
  </section>`;
}

function groupBlock(patches: readonly Patch[]): Markup | null {
  const [first] = patches;
  if (first === undefined) return null;
  const who = ownerText(first.owner, first.account);
  return html`<details class="inner">
    <summary>${who.charAt(0).toUpperCase()}${who.slice(1)}: ${counted(patches.length, 'change')}</summary>
    <div>
      <button type="button" data-copy="all" hidden>Copy all for this owner</button>
      ${patches.map(patchBlock)}
    </div>
  </details>`;
}

function patchBlock({ target, operation, value, decision, narrows }: Patch): Markup {
  const name = target.name === null ? '' : ` "${target.name}"`;
  const part = target.part === null ? '' : `, ${target.part}`;
  return html`<p>
      <strong>${operationWords[operation]} ${target.kind.replaceAll('-', ' ')}${name}</strong>${part} of
      ${target.resource} ${decision ? '(the owner has to decide first)' : ''}
      ${narrows ? '(takes unneeded access away)' : ''}
    </p>
    ${value === null || Object.keys(value).length === 0 ? null : codeBlock(JSON.stringify(value, null, 2))}`;
}
