/** What is not known: every piece of evidence that is missing, what it leaves open, and what would answer it. */
import { withShortArns } from '../../report/short-arn.js';
import type { Finding, Report } from '../../report/model.js';
import { helpParts } from '../text/help-parts.js';
import { isOpen } from '../view/finding-order.js';
import { firstLotOpen } from './lots.js';
import { html, type Markup } from './markup.js';
import type { Page } from './model.js';

export function hasOpenQuestions({ report }: Page): boolean {
  return openQuestions(report).length > 0;
}

/** Without what stands at the head of the page already. */
function openQuestions({ input, findings }: Report): readonly Finding[] {
  const gaps = new Set(input.gaps ?? []);
  return findings.filter((finding) => finding.kind === 'unknown' && isOpen(finding) && !gaps.has(finding.fingerprint));
}

export function openQuestionsBlock(page: Page): Markup | null {
  const questions = openQuestions(page.report);
  if (questions.length === 0) return null;
  const pairs = new Map(page.pairs.flatMap(({ id, findings }) => findings.map((finding) => [finding, id] as const)));
  return html`<section aria-labelledby="open">
    <h2 id="open" tabindex="-1">What is not known, and what would answer it</h2>
    ${firstLotOpen('Open questions', questions, (lot, name) => questionTable(lot, { name, pairs }))}
  </section>`;
}

function questionTable(
  questions: readonly Finding[],
  { name, pairs }: { readonly name: string | null; readonly pairs: ReadonlyMap<Finding, string> },
): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${name ?? 'What is not known'}">
    <table>
      <thead>
        <tr>
          <th scope="col">Not known</th>
          <th scope="col">Effect</th>
          <th scope="col">What would answer it</th>
        </tr>
      </thead>
      <tbody>
        ${questions.map((question) => questionRow(question, pairs.get(question) ?? null))}
      </tbody>
    </table>
  </div>`;
}

function questionRow({ headline, effect, help, account }: Finding, pair: string | null): Markup {
  const place = account === null ? null : html`<small>account ${account}</small>`;
  return html`<tr>
    <th scope="row">
      ${pair === null ? headline : html`<a href="#${pair}" data-open="${pair}">${headline}</a>`} ${place}
    </th>
    <td>${effect === null ? null : withShortArns(effect)}</td>
    <td>${helpParts(help).map(({ text }) => html`<small>${text}</small>`)}</td>
  </tr>`;
}
