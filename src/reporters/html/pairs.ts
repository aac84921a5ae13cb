/** The table of all replication rules, and each of them with all that was found about it. */
import { seenOf } from '../view/seen.js';
import { aspects, objectClasses, type Aspect } from '../../report/model.js';
import { outcomeText } from '../view/outcome.js';
import { withShortArns } from '../../report/short-arn.js';
import { isOpen } from '../view/finding-order.js';
import { joined } from '../../report/joined.js';
import { findingBlock } from './findings.js';
import { builtLater, inLots, isInFirstLot, lotsOf } from './lots.js';
import { html, type Markup } from './markup.js';
import type { Page, PagePair } from './model.js';
import { walkBlock } from './walk.js';
import { nameText, pathText, placeText, ruleText, verdictMark } from './words.js';

const aspectNames: Readonly<Record<Aspect, string>> = {
  objects: 'objects',
  tags: 'tags',
  deleteMarkers: 'delete markers',
  objectLock: 'Object Lock settings',
  ownerOverride: 'owner override',
  replicaModifications: 'changes on replicas',
  annotations: 'annotations',
};

/** The arrows of the picture by the ids of pairs; none where the destination is not known, and for arrows that are left out. */
export type ArrowOf = ReadonlyMap<string, { readonly id: string }>;

/** What the filters look at, as attributes. */
function filterAttributes({ id, entry, findings, owners }: PagePair, arrows: ArrowOf): Markup {
  const { source, destination, verdict } = entry;
  const accounts = [...new Set([source.account, destination?.account ?? null])].map((each) => each ?? 'unknown');
  const rules = [...new Set(findings.filter(isOpen).map(({ rule }) => rule))];
  return html`data-pair data-verdict="${verdict}" data-account="${accounts.join(' ')}"
  data-bucket="${`${source.bucket} ${destination?.bucket ?? ''}`}" data-rule="${rules.join(' ')}"
  data-owner="${owners.join(' ')}" data-arrow="${arrows.get(id)?.id ?? ''}"`;
}

export function pairTable({ pairs }: Page, arrows: ArrowOf): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="All replication rules">
    <table>
      <thead>
        <tr>
          <th scope="col">Verdict</th>
          <th scope="col">From</th>
          <th scope="col">To</th>
          <th scope="col">What does not arrive</th>
        </tr>
      </thead>
      ${
        // The script of the page shows the others when somebody asks for them: laying out thousands of rows takes a second.
        lotsOf(pairs).map(
          (lot, index) =>
            html`<tbody class="${index === 0 ? 'first' : 'late'}">
              ${lot.map((pair) => pairRow(pair, arrows))}
            </tbody>`,
        )
      }
    </table>
    <button type="button" id="more" hidden></button>
  </div>`;
}

function pairRow(pair: PagePair, arrows: ArrowOf): Markup {
  const { entry, id } = pair;
  const { source, destination, verdict } = entry;
  const outcome = withShortArns(outcomeText(entry, { annotations: false }));
  return html`<tr ${filterAttributes(pair, arrows)}>
    <td>${verdictMark(verdict)}</td>
    <th scope="row">
      <a href="#${id}" data-open="${id}">${nameText(source.bucket)}</a>
      <small>${placeText(source)} · ${ruleText(entry)}</small>
    </th>
    <td>
      ${destination === null ? 'not known' : nameText(destination.bucket)} <small>${placeText(destination)}</small>
    </td>
    <td>${outcome === '' ? 'nothing: everything arrives' : outcome}</td>
  </tr> `;
}

export function pairsInFull(page: Page, arrows: ArrowOf): Markup {
  return inLots(page.pairs, (pair, index) => pairDetails(pair, { page, arrows, index }));
}

function pairDetails(
  pair: PagePair,
  { page, arrows, index }: { readonly page: Page; readonly arrows: ArrowOf; readonly index: number },
): Markup {
  const { entry, id } = pair;
  const inside = pairInside(pair, page);
  return html`<details class="pair" id="${id}" ${filterAttributes(pair, arrows)}>
    <summary>${verdictMark(entry.verdict)} ${pathText(entry)} <span class="faint">${ruleText(entry)}</span></summary>
    ${isInFirstLot(index) ? inside : builtLater(inside)}
  </details>`;
}

function pairInside(pair: PagePair, page: Page): Markup {
  const { entry, findings, walk } = pair;
  const { source, destination, role, impact, byObjectClass, keys } = entry;
  return html`<div>
    ${impact.map((sentence) => html`<p>${sentence}</p>`)}
    <dl>
      <dt>source</dt>
      <dd>${nameText(source.bucket)} · ${placeText(source)}</dd>
      <dt>destination</dt>
      <dd>${destination === null ? 'not known' : `${nameText(destination.bucket)} · ${placeText(destination)}`}</dd>
      <dt>role</dt>
      <dd>${role ?? 'not known'}</dd>
      ${keyLine('source key', keys?.source)} ${keyLine('replica key', keys?.replica)}
      <dt>by encryption</dt>
      <dd>${objectClasses.map((each) => `${each}: ${byObjectClass[each]}`).join(' · ')}</dd>
      <dt>besides</dt>
      <dd>${partsText(pair)}</dd>
      ${seenOf(entry).map(
        ({ message }) =>
          html`<dt>seen</dt>
            <dd>${message}</dd>`,
      )}
    </dl>
    ${findings.length === 0 ? html`<p>Nothing was found about it.</p>` : joined(findings).map((each) => findingBlock(each, page))}
    ${walk === null ? null : walkBlock(walk)}
  </div>`;
}

function keyLine(name: string, keys: readonly string[] = []): Markup | null {
  return keys.length === 0
    ? null
    : html`<dt>${name}</dt>
        <dd>${keys.join(', ')}</dd>`;
}

function partsText({ entry }: PagePair): string {
  return aspects
    .filter((aspect) => aspect !== 'objects')
    .map((aspect) => `${aspectNames[aspect]}: ${entry.aspects[aspect]}`)
    .join(' · ');
}
