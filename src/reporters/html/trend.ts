/** How earlier runs turned out, where somebody keeps their numbers: a bar a run, its parts by verdict, and the same as a table. */
import { counted } from '../../basics/counted.js';
import { verdicts, type Verdict } from '../../report/model.js';
import type { HistoryPoint } from '../view/history.js';
import { html, type Markup } from './markup.js';
import type { Page } from './model.js';
import { verdictMark } from './words.js';

const width = 720;
const height = 160;
/** From bar to bar: a few runs do not fill the width. */
const widestStep = 48;

/** From the ground up: what is good first, what is bad on top of it, where it stands out. */
const order: readonly Verdict[] = ['replicates', 'disabled', 'skipped', 'unknown', 'partly', 'fails'];

export function trendBlock({ options: { history = [] } }: Page): Markup | null {
  const [first, ...later] = history;
  const last = later.at(-1);
  if (first === undefined || last === undefined) return null;
  const shown = verdicts.filter((verdict) => history.some((run) => run.verdicts[verdict] > 0));
  return html`<section aria-labelledby="trend">
    <h2 id="trend">Trend</h2>
    <p>${trendSentence(first, last, history.length)}</p>
    <figure>
      ${chart(history)}
      <figcaption>
        <p class="faint">
          ${dayOf(first)} to ${dayOf(last)}, a bar a run, the highest ${counted(mostOf(history), 'replication rule')}
        </p>
        <ul class="legend">
          ${shown.map((each) => html`<li>${verdictMark(each)}</li>`)}
        </ul>
      </figcaption>
    </figure>
    <details class="inner">
      <summary>${counted(history.length, 'run')} in numbers</summary>
      ${table(history, shown)}
    </details>
  </section>`;
}

/** What a reader who does not see the picture has to know. */
export function trendSentence(first: HistoryPoint, last: HistoryPoint, runs: number): string {
  const to = badOf(last);
  const now = `${to} of ${counted(totalOf(last), 'replication rule')} ${to === 1 ? 'fails or brings' : 'fail or bring'} only a part`;
  const open = last.verdicts.unknown === 0 ? '' : `, and ${last.verdicts.unknown} are not known`;
  return `${now}${open}. On ${dayOf(first)}, in the first of ${counted(runs, 'run')}, ${badOf(first)} did.`;
}

function badOf({ verdicts: numbers }: HistoryPoint): number {
  return numbers.fails + numbers.partly;
}

function totalOf({ verdicts: numbers }: HistoryPoint): number {
  return order.reduce((sum, verdict) => sum + numbers[verdict], 0);
}

function mostOf(history: readonly HistoryPoint[]): number {
  return Math.max(0, ...history.map(totalOf));
}

function dayOf({ at }: HistoryPoint): string {
  return at.slice(0, 10);
}

function chart(history: readonly HistoryPoint[]): Markup {
  const most = Math.max(1, mostOf(history));
  const step = Math.min(widestStep, width / history.length);
  return html`<svg
    class="trend"
    role="img"
    aria-label="Replication rules by verdict, run by run; the numbers are in the table below"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
  >
    ${history.map((run, index) => bar(run, { x: index * step, width: Math.max(0.5, step * 0.85), unit: height / most }))}
  </svg>`;
}

function bar(run: HistoryPoint, at: { readonly x: number; readonly width: number; readonly unit: number }): Markup {
  let top = height;
  const parts = order
    .filter((verdict) => run.verdicts[verdict] > 0)
    .map((verdict) => {
      const tall = run.verdicts[verdict] * at.unit;
      top -= tall;
      return html`<rect
        class="bar ${verdict}"
        x="${rounded(at.x)}"
        y="${rounded(top)}"
        width="${rounded(at.width)}"
        height="${rounded(tall)}"
      />`;
    });
  return html`<g><title>${dayOf(run)}: ${numbersOf(run)}</title>${parts}</g>`;
}

function numbersOf(run: HistoryPoint): string {
  return verdicts
    .filter((verdict) => run.verdicts[verdict] > 0)
    .map((verdict) => `${run.verdicts[verdict]} ${verdict}`)
    .join(', ');
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The newest first. */
function table(history: readonly HistoryPoint[], shown: readonly Verdict[]): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Runs in numbers">
    <table>
      <thead>
        <tr>
          <th scope="col">Run</th>
          ${shown.map((verdict) => html`<th scope="col">${verdict}</th>`)}
          <th scope="col">errors</th>
          <th scope="col">warnings</th>
          <th scope="col">complete</th>
        </tr>
      </thead>
      <tbody>
        ${history.toReversed().map(
          (run) =>
            html`<tr>
              <th scope="row">${run.at.replace('T', ' ').replace(/:\d\d(?:\.\d+)?Z$/u, ' UTC')}</th>
              ${shown.map((verdict) => html`<td>${run.verdicts[verdict]}</td>`)}
              <td>${run.findings.error}</td>
              <td>${run.findings.warning}</td>
              <td>${run.incomplete ? 'no' : 'yes'}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
