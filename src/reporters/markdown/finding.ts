/** A finding in Markdown: folded with all that is known of it, or in a line. */
import type { Joined } from '../../report/joined.js';
import type { Finding } from '../../report/model.js';
import { withShortArns } from '../../report/short-arn.js';
import { markdownBlock, markdownText } from '../escape/markdown.js';
import { helpParts } from '../text/help-parts.js';
import { fileName } from '../view/file-name.js';
import { rulePage } from '../view/rule-page.js';
import { reasonsText, whatText, whyBeyondHeadline } from '../view/said.js';

const maxName = 200;
const maxText = 2000;

/** The title is HTML already. */
export function fold(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

export function foldedFinding(each: Joined, workingDirectory: string): string {
  const { headline, effect, what, help, rules, worst } = each;
  const why = whyBeyondHeadline(each);
  const { level, kind } = worst;
  const facts = [
    ...placeOf(worst, workingDirectory),
    ...rules.map((rule) => `[${markdownText(rule, maxName)}](${rulePage(rule)})`),
  ];
  const reasons = reasonsText(each);
  const codes = reasons === null ? '' : `S3 reports ${reasons}.`;
  const follows = [effect ?? '', codes].filter((text) => text !== '').join(' ');
  const lines = [
    ...what.map((one) => labelled('what', whatText(one))),
    ...(why === null ? [] : [labelled('why', why)]),
    ...(follows === '' ? [] : [labelled('effect', follows)]),
  ];
  const title = `<b>${kind === 'unknown' ? 'unknown' : level}</b> ${subjectOf(worst)}: ${markdownText(headline, maxText)}`;
  return fold(title, [...lines, ...helpOf(help), facts.join(' · ')].join('\n\n'));
}

function labelled(label: string, text: string): string {
  return `**${label}** ${markdownText(withShortArns(text), maxText)}`;
}

export function findingLine({ worst: { sourceBucket, resource }, headline, rules: [rule = ''] }: Joined): string {
  const subject = markdownText(sourceBucket ?? resource, maxName);
  return `${subject}: ${markdownText(headline, 500)} ([${markdownText(rule, maxName)}](${rulePage(rule)}))`;
}

export function suppressedLine(finding: Finding): string {
  const { rule, level, suppressed } = finding;
  const { reason, owner, expires } = suppressed ?? { reason: '', owner: null, expires: null };
  const why = [
    markdownText(reason, 300),
    ...(owner === null ? [] : [`owner ${markdownText(owner, maxName)}`]),
    ...(expires === null ? [] : [`until ${markdownText(expires, maxName)}`]),
  ];
  return `${level} ${markdownText(rule, maxName)}: ${subjectOf(finding)} (${why.join(', ')})`;
}

/** What a reader knows the finding by: the replication rule, else the resource. */
function subjectOf({ sourceBucket, replicationRule, resource }: Finding): string {
  if (sourceBucket === null) return markdownText(resource, maxName);
  const rule = replicationRule === null ? '' : `, replication rule ${markdownText(replicationRule, maxName)}`;
  return `${markdownText(sourceBucket, maxName)}${rule}`;
}

/** Nothing, if there is no place. */
export function placeOf({ location }: Finding, workingDirectory: string): readonly string[] {
  if (location === null) return [];
  const file = fileName(location.file, workingDirectory);
  return [markdownText(location.line === null ? file : `${file}:${location.line}`, maxName)];
}

function helpOf(help: string): readonly string[] {
  return helpParts(help).map(({ kind, text }, index) => {
    if (kind === 'code') return `${index === 0 ? '**fix**\n\n' : ''}${markdownBlock(text)}`;
    const lines = text.split('\n').map((line) => markdownText(line, maxText));
    return `${index === 0 ? '**fix** ' : ''}${lines.join('\n')}`;
  });
}
