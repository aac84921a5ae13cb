/** The head of the page: the verdict in words, what was read and what was not, numbers. */
import { verdicts, type Report } from '../../report/model.js';
import { counted } from '../../basics/counted.js';
import { incompleteReason } from '../view/incomplete.js';
import { gapFindings, nothingReplicatesText, readingText } from '../view/reading.js';
import { joined } from '../../report/joined.js';
import { handedOnName } from '../view/file-name.js';
import { findingBlock } from './findings.js';
import { html, type Markup } from './markup.js';
import type { Page } from './model.js';
import { hasOpenQuestions } from './open-questions.js';
import { verdictMark } from './words.js';

/** The outcome as a sentence. */
export function verdictSentence(report: Report): string {
  const { verdicts: numbers, replicationRules } = report.summary;
  const nothing = nothingReplicatesText(report);
  if (nothing !== null) return nothing;
  const bad = numbers.fails + numbers.partly;
  const all = counted(replicationRules, 'replication rule');
  const open = numbers.unknown === 0 ? '' : ` For ${numbers.unknown} it is not known.`;
  if (bad > 0) {
    return replicationRules === 1
      ? 'The replication rule does not bring all of its objects to the destination.'
      : `${bad} of ${all} ${bad === 1 ? 'does' : 'do'} not bring all of ${bad === 1 ? 'its' : 'their'} objects to the destination.${open}`;
  }
  if (numbers.unknown > 0) return `Whether ${numbers.unknown} of ${all} replicate is not known.`;
  if (numbers.replicates === replicationRules)
    return replicationRules === 1 ? 'The replication rule replicates.' : `All ${all} replicate.`;
  return `${numbers.replicates} of ${all} replicate. Nothing fails: the others take no objects.`;
}

/** Of files elsewhere, their names only: the page is handed on. */
function withNamesOnly({ report, options: { workingDirectory } }: Page): Report {
  const { files } = report.input;
  const names = files?.map((file) => handedOnName(file, workingDirectory));
  return names === undefined ? report : { ...report, input: { ...report.input, files: names } };
}

export function headBlock(page: Page): Markup {
  const { report } = page;
  const { summary, notices = [] } = report;
  const { error, warning, note } = summary.findings;
  const gaps = gapFindings(report);
  const incomplete = incompleteReason(summary);
  return html`<header>
      <h1>${verdictSentence(report)}</h1>
      ${report.replication.length > 0 ? null : html`<p>No replication rule was judged: this page proves nothing about whether objects replicate.</p>`}
      <p class="faint">${readingText(withNamesOnly(page))}</p>
      ${incomplete === null ? null : html`<p><strong>${incomplete}</strong> ${hasOpenQuestions(page) ? html`<a href="#open">What is not known, and what would answer it</a>` : null}</p>`}
      <ul class="numbers">
        ${verdicts
          .filter((each) => summary.verdicts[each] > 0)
          .map((each) => html`<li>${verdictMark(each)} ${summary.verdicts[each]}</li>`)}
        <li>${counted(error, 'error')}</li>
        <li>${counted(warning, 'warning')}</li>
        <li>${counted(note, 'note')}</li>
        ${summary.suppressed === 0 ? null : html`<li>${summary.suppressed} suppressed</li>`}
      </ul>
      ${notices.map((notice) => html`<p>${notice}</p>`)}
    </header>
    ${
      gaps.length === 0
        ? null
        : html`<section aria-labelledby="unread">
            <h2 id="unread">What was not read</h2>
            ${joined(gaps).map((each) => findingBlock(each, page))}
          </section>`
    }`;
}
