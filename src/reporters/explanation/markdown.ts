/** An explanation as Markdown: for a ticket, a pull request or a run book. */
import { conditionLines } from './conditions.js';
import type {
  ExplainedDenial,
  ExplainedRequest,
  ExplainedRule,
  Explanation,
  QuotedStatement,
} from '../../report/explanation.js';
import { markdownBlock, markdownText } from '../escape/markdown.js';
import { counted } from '../../basics/counted.js';
import { fileName } from '../view/file-name.js';
import { askText, detailTexts, headText, locationText, outcomeWords, partText, stepGroups } from './steps.js';

const limit = 2_000;
function text(line: string): string {
  return markdownText(line, limit);
}

export function explanationMarkdown({ replicationRules, key, object }: Explanation, workingDirectory: string): string {
  const nameOf = (file: string): string => fileName(file, workingDirectory);
  const story = (object?.story ?? []).map((sentence) => `${text(sentence)}\n\n`).join('');
  return story + replicationRules.map((rule) => ruleLines(rule, key, nameOf).join('\n')).join('\n');
}

type NameOf = (file: string) => string;

function ruleLines(rule: ExplainedRule, key: string | null, nameOf: NameOf): readonly string[] {
  const { verdict, summary, open, whatIf, settings } = rule;
  const lines = [
    `## ${text(`${headText(rule, key)}: ${verdict}`)}`,
    '',
    ...detailTexts(rule).map((detail) => `- ${text(detail)}`),
    '',
    text(summary),
    ...(whatIf === null ? [] : ['', text(whatIf.sentence)]),
    ...(rule.said === undefined ? [] : ['', text(rule.said)]),
    '',
  ];
  if (open.length > 0) {
    lines.push('### Open questions', '');
    for (const { what, how } of open) lines.push(`- ${text(`${what} ${how}`)}`);
    lines.push('');
  }
  if (settings.length > 0) {
    const met = settings.filter(({ state }) => state === 'met').length;
    lines.push('### Settings', '', `- ${counted(met, 'setting')} as replication needs.`);
    for (const { state, title, rule: id, open } of settings) {
      if (state === 'broken') lines.push(`- **Not so:** ${text(`${title} (${id}).`)}`);
      if (state === 'unknown')
        lines.push(`- **Not known:** ${text(`${title}.${open === null ? '' : ` ${open.what} ${open.how}`}`)}`);
    }
    lines.push('');
  }
  for (const { title, requests, isBrief } of stepGroups(rule)) {
    lines.push(`### ${text(title)}`, '', '| step | request | decision |', '| ---: | --- | --- |');
    for (const request of requests)
      lines.push(
        `| ${request.step} | ${text(request.title)}: ${text(askText(request, key))} (${text(request.id)}) | ${text(`${outcomeWords[request.outcome]}${partText(request)}`)} |`,
      );
    lines.push('');
    if (!isBrief) for (const request of requests) for (const each of reasonLines(request, nameOf)) lines.push(each);
  }
  return lines;
}

function reasonLines(
  { step, title, action, outcome, allowedBy, denials, open, doubts, ifMissing }: ExplainedRequest,
  nameOf: NameOf,
): readonly string[] {
  const lines = [`**${step}\\. ${text(`${title}, ${action}: ${outcomeWords[outcome]}`)}**`, ''];
  for (const quoted of allowedBy) for (const each of quoteLines('Allowed by', quoted, nameOf)) lines.push(each);
  if (outcome === 'allowed' && allowedBy.length === 0) lines.push('Nothing denies it, and no Allow is needed.', '');
  for (const denial of denials) for (const each of denialLines(denial, nameOf)) lines.push(each);
  for (const { what, how } of open) lines.push(text(`${what} ${how}`), '');
  for (const doubt of doubts) lines.push(text(`Note: ${doubt}`), '');
  if (outcome !== 'allowed') lines.push(text(`Without it: ${ifMissing}`), '');
  for (const { remedy } of denials) {
    lines.push(text(remedy.instruction), '');
    if (remedy.statement !== null) lines.push(markdownBlock(JSON.stringify(remedy.statement, null, 2)), '');
  }
  return lines;
}

function denialLines({ reason, statements }: ExplainedDenial, nameOf: NameOf): readonly string[] {
  return [
    text(`Why: ${reason}.`),
    '',
    ...statements.flatMap((quoted) =>
      quoted.statement === null && quoted.effect !== 'deny'
        ? []
        : quoteLines(quoted.effect === 'deny' ? 'Denied by' : 'Closest:', quoted, nameOf),
    ),
  ];
}

function quoteLines(intro: string, quoted: QuotedStatement, nameOf: NameOf): readonly string[] {
  const place = locationText(quoted, nameOf);
  const lines = [text(`${intro} ${quoted.name}${place === '' ? '' : `, ${place}`}`), ''];
  if (quoted.statement !== null) lines.push(markdownBlock(JSON.stringify(quoted.statement, null, 2)), '');
  for (const line of conditionLines(quoted)) lines.push(text(line), '');
  return lines;
}
