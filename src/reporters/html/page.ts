/**
 * The report as one page that needs nothing else: no network, and a Content-Security-Policy that lets its own script and style sheet in,
 * by their digests, and nothing besides. Without scripts everything is there, and opens by hand.
 */
import { createHash } from 'node:crypto';
import { pageScript, pageStyle } from './client/client.generated.js';
import { controlsBlock } from './controls.js';
import { filterForm } from './filters.js';
import { joined } from '../../report/joined.js';
import { findingBlock } from './findings.js';
import { headBlock, verdictSentence } from './head.js';
import { firstLotOpen } from './lots.js';
import { html, trusted, type Markup } from './markup.js';
import type { Page } from './model.js';
import { openQuestionsBlock } from './open-questions.js';
import { ownersBlock } from './owners.js';
import { pairsInFull, pairTable, type ArrowOf } from './pairs.js';
import { arrowsOfPairs, pictureOf } from './picture/model.js';
import { pictureBlock } from './picture/picture.js';
import { trendBlock } from './trend.js';

export function pageText(page: Page): string {
  return `<!doctype html>\n${wholePage(page).markup}\n`;
}

const policy = [
  "default-src 'none'",
  `script-src '${digestOf(pageScript)}'`,
  `style-src '${digestOf(pageStyle)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function digestOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function wholePage(page: Page): Markup {
  const { report } = page;
  const picture = pictureOf(page.pairs);
  return html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="${policy}" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="referrer" content="no-referrer" />
      <title>S3 replication: ${verdictSentence(report)}</title>
      ${trusted(`<style>${pageStyle}</style>`)}
    </head>
    <body>
      <a class="skip" href="#rules">Skip to the replication rules</a>
      ${headBlock(page)}
      <main>
        ${trendBlock(page)} ${pictureBlock(picture)}
        ${page.pairs.length === 0 ? null : pairsBlock(page, arrowsOfPairs(picture))} ${openQuestionsBlock(page)}
        ${ownersBlock(page)} ${elsewhereBlock(page)} ${controlsBlock(page)}
      </main>
      <p id="said" class="unseen" role="status"></p>
      <footer>
        <p class="faint">
          replint
          ${report.tool.version}${report.input.collectedAt === null ? '' : ` · collected ${report.input.collectedAt}`}
        </p>
      </footer>
      ${trusted(`<script>${pageScript}</script>`)}
    </body>
  </html>`;
}

function pairsBlock(page: Page, arrows: ArrowOf): Markup {
  return html`<section aria-labelledby="rules">
      <h2 id="rules" tabindex="-1">Replication rules</h2>
      ${filterForm(page)} ${pairTable(page, arrows)}
    </section>
    <section aria-labelledby="full">
      <h2 id="full">Each rule in full</h2>
      ${pairsInFull(page, arrows)}
    </section>`;
}

function elsewhereBlock(page: Page): Markup | null {
  const gaps = new Set(page.report.input.gaps ?? []);
  const shown = page.elsewhere.filter(({ fingerprint }) => !gaps.has(fingerprint));
  if (shown.length === 0) return null;
  return html`<section aria-labelledby="elsewhere">
    <h2 id="elsewhere">Found about buckets, roles, keys and the estate</h2>
    ${firstLotOpen('Findings', joined(shown), (lot) => html`${lot.map((each) => findingBlock(each, page))}`)}
  </section>`;
}
