/** What was found, by the requirements of standards: for those who are audited against them. */
import { counted } from '../../basics/counted.js';
import { standards } from '../../report/controls/index.js';
import { levels } from '../../report/model.js';
import { byControl, type ControlView } from '../view/by-control.js';
import { html, type Markup } from './markup.js';
import type { Page } from './model.js';

export function controlsBlock({ report, options, pairs }: Page): Markup | null {
  const views = byControl(report.findings, options.rules);
  if (views.length === 0) return null;
  const ofPairs = new Set(
    byControl(
      pairs.flatMap(({ findings }) => findings),
      options.rules,
    ).map(({ control }) => control.id),
  );
  return html`<section aria-labelledby="controls">
    <h2 id="controls">By control</h2>
    <p class="faint">
      A finding is evidence that a control is not met where replication is how you meet it. A control that is not in
      this list is not thereby met.
    </p>
    ${standards.map(({ name, source }) =>
      standardBlock(
        { name, source },
        views.filter(({ control }) => control.standard === name),
        ofPairs,
      ),
    )}
  </section>`;
}

function standardBlock(
  { name, source }: { readonly name: string; readonly source: string },
  views: readonly ControlView[],
  ofPairs: ReadonlySet<string>,
): Markup | null {
  if (views.length === 0) return null;
  return html`<details class="inner">
    <summary>${name}: ${counted(views.length, 'control')}</summary>
    <p><small>${source}</small></p>
    <div class="scroll" tabindex="0" role="region" aria-label="Controls of ${name}">
      <table>
        <thead>
          <tr>
            <th scope="col">Control</th>
            <th scope="col">Found</th>
            <th scope="col">Rules</th>
          </tr>
        </thead>
        <tbody>
          ${views.map((view) => controlRow(view, ofPairs.has(view.control.id)))}
        </tbody>
      </table>
    </div>
  </details>`;
}

/** @param isOfPairs whether the filter of the page shows something */
function controlRow({ control, counts, rules }: ControlView, isOfPairs: boolean): Markup {
  const { id, title } = control;
  const found = levels.filter((level) => counts[level] > 0).map((level) => counted(counts[level], level));
  return html`<tr>
    <th scope="row">
      ${isOfPairs ? html`<a href="#rules" data-control="${id}">${id}</a>` : id} <small>${title}</small>
    </th>
    <td>${found.join(', ')}</td>
    <td><small>${rules.join(', ')}</small></td>
  </tr>`;
}
