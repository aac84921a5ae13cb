/** Which pairs are shown: the script of the page keeps the choice in the address. */
import { verdicts } from '../../report/model.js';
import { patchOwners } from '../../report/patch.js';
import { byControl } from '../view/by-control.js';
import { isOpen } from '../view/finding-order.js';
import { html, type Markup } from './markup.js';
import type { Page } from './model.js';
import { ownerWords } from './words.js';

export function filterForm({ pairs, options }: Page): Markup {
  const there = new Set(pairs.map(({ entry }) => entry.verdict));
  const accounts = new Set(
    pairs.flatMap(({ entry }) => [entry.source.account ?? 'unknown', entry.destination?.account ?? 'unknown']),
  );
  const rules = new Set(pairs.flatMap(({ findings }) => findings.filter(isOpen).map(({ rule }) => rule)));
  const owners = new Set(pairs.flatMap((pair) => pair.owners));
  return html`<form class="filters" hidden>
    ${choice(
      'Verdict',
      'verdict',
      verdicts.filter((each) => there.has(each)),
    )}
    ${choice('Account', 'account', [...accounts].sort())}
    <label>Bucket <input name="bucket" type="search" autocomplete="off" /></label>
    ${choice('Rule', 'rule', [...rules].sort())} ${controlChoice(pairs, options)}
    ${choice(
      'Who has to act',
      'owner',
      patchOwners.filter((each) => owners.has(each)),
      ownerWords,
    )}
    <button type="reset">Show all</button>
    <span id="shown" class="faint" role="status"></span>
  </form>`;
}

function choice<T extends string>(
  label: string,
  name: string,
  values: readonly T[],
  words?: Readonly<Record<T, string>>,
): Markup {
  return html`<label
    >${label}
    <select name="${name}">
      <option value="">all</option>
      ${values.map((value) => html`<option value="${value}">${words?.[value] ?? value}</option>`)}
    </select>
  </label>`;
}

/** What the pairs know is their rules: which rules bear on a control stands beside it. */
function controlChoice(pairs: Page['pairs'], { rules }: Page['options']): Markup {
  const views = byControl(
    pairs.flatMap(({ findings }) => findings),
    rules,
  );
  return html`<label
    >Control
    <select name="control">
      <option value="">all</option>
      ${views.map(
        ({ control: { id }, rules: own }) => html`<option value="${id}" data-rules="${own.join(' ')}">${id}</option>`,
      )}
    </select>
  </label>`;
}
