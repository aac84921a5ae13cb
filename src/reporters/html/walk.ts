/** Every request that S3 makes for a replication rule, with its decision. */
import type { ExplainedRequest, ExplainedRule, QuotedStatement } from '../../report/explanation.js';
import { conditionLines } from '../explanation/conditions.js';
import { askText, outcomeWords, partText, stepGroups } from '../explanation/steps.js';
import { html, type Markup } from './markup.js';
import { codeBlock } from './words.js';

const verdictOf: Readonly<Record<ExplainedRequest['outcome'], string>> = {
  allowed: 'replicates',
  denied: 'fails',
  partly: 'partly',
  unknown: 'unknown',
};

export function walkBlock(rule: ExplainedRule): Markup {
  const { settings, summary, open: questions } = rule;
  const quotes = new Set<string>();
  return html`<details class="inner">
    <summary>Every request that S3 makes, and what decides it</summary>
    <p>${summary}</p>
    ${
      questions.length === 0
        ? null
        : html`<h3>Open questions</h3>
            <ul>
              ${questions.map(({ what, how }) => html`<li>${what} ${how}</li>`)}
            </ul>`
    }
    ${
      settings.length === 0
        ? null
        : html`<h3>Settings</h3>
            <ul>
              ${settings.map(
                ({ state, title, open }) =>
                  html`<li>${settingWords[state]}: ${title}${open === null ? '' : `. ${open.what} ${open.how}`}</li>`,
              )}
            </ul>`
    }
    ${stepGroups(rule).map(
      ({ title, requests }) =>
        html`<h3>${title}</h3>
          <ol class="walk" start="${requests[0]?.step ?? 1}">
            ${requests.map((request) => requestItem(request, quotes))}
          </ol>`,
    )}
  </details>`;
}

const settingWords = { met: 'As needed', broken: 'Not so', unknown: 'Not known' } as const;

/** `quotes`: what the walk quoted so far. */
function requestItem(request: ExplainedRequest, quotes: Set<string>): Markup {
  const quoted = (intro: string, statement: QuotedStatement): Markup | null => quote(intro, statement, quotes);
  const { id, title, outcome, allowedBy, denials, open, doubts, ifMissing } = request;
  return html`<li value="${request.step}">
    <span class="verdict ${verdictOf[outcome]}" data-sign="">${outcomeWords[outcome]}</span>
    ${title}: <code>${askText(request, null)}</code> <span class="faint">${id}${partText(request)}</span>
    ${allowedBy.map((statement) => quoted('Allowed by', statement))}
    ${denials.map(
      ({ reason, statements }) =>
        html`<p>Why: ${reason}.</p>
          ${statements.map((statement) => quoted(statement.effect === 'deny' ? 'Denied by' : 'Closest:', statement))}`,
    )}
    ${open.map(({ what, how }) => html`<p>${what} ${how}</p>`)} ${doubts.map((doubt) => html`<p>Note: ${doubt}</p>`)}
    ${outcome === 'allowed' ? null : html`<p>Without it: ${ifMissing}</p>`}
  </li>`;
}

/** A policy of which no statement comes close is named by the reason already. What is quoted once is named from then on. */
function quote(intro: string, statement: QuotedStatement, quotes: Set<string>): Markup | null {
  const lines = conditionLines(statement);
  if (statement.statement === null && lines.length === 0)
    return statement.effect === 'allow' || statement.effect === 'deny' ? html`<p>${intro} ${statement.name}</p>` : null;
  const id = JSON.stringify([statement.name, statement.statement, lines]);
  if (quotes.has(id)) return html`<p>${intro} ${statement.name}, as above</p>`;
  quotes.add(id);
  return html`<details class="inner">
    <summary>${intro} ${statement.name}</summary>
    ${statement.statement === null ? null : codeBlock(JSON.stringify(statement.statement, null, 2))}
    ${lines.map((line) => html`<p>${line}</p>`)}
  </details>`;
}
