/** A finding, or several that are one story: a headline, why, what follows, what to do, where. */
import { joined, type Joined } from '../../report/joined.js';
import type { Finding, Location } from '../../report/model.js';
import { messageLimit, terminalBlock, terminalName, terminalText } from '../escape/terminal.js';
import { compactJson } from '../text/compact-json.js';
import { listed } from '../../basics/counted.js';
import { helpParts } from '../text/help-parts.js';
import { withShortArns, withShortRoles } from '../../report/short-arn.js';
import { fileName } from '../view/file-name.js';
import { hanging } from './hanging.js';
import { levelText, paintLevel, type Canvas } from './paint.js';

/** A longer block to paste is for `--verbose`, `fix` or the JSON report. */
const mostCodeLines = { error: 16, warning: 6, note: 6 } as const;

/** Labels hang in a column of their own. */
const labels = { what: 'what    ', why: 'why     ', effect: 'effect  ', fix: 'fix     ', blank: '        ' } as const;
const indent = '    ';

/** Blocks of lines, each followed by an empty one. Help that an earlier one gave is not said again. */
export function findingBlocks(findings: readonly Finding[], canvas: Canvas): readonly string[] {
  const lines: string[] = [];
  const given = new Map<string, string>();
  for (const each of joined(findings)) {
    if (canvas.detail === 'compact') {
      for (const line of oneLine(each, canvas)) lines.push(line);
      continue;
    }
    const before = given.get(each.help);
    for (const line of headLines(each, canvas)) lines.push(line);
    for (const line of whatLines(each, canvas)) lines.push(line);
    for (const line of textLines(each, canvas)) lines.push(line);
    for (const line of before === undefined
      ? helpLines(each.help, each.worst, canvas)
      : labelled('fix', `As for ${before} above.`, canvas))
      lines.push(line);
    for (const line of factLines(each, canvas)) lines.push(line);
    lines.push('');
    if (before === undefined) given.set(each.help, each.worst.rule);
  }
  return lines;
}

/** Names short where they only tell things apart; whole where somebody asked for everything. */
function shown(text: string, { detail }: Canvas): string {
  return terminalText(detail === 'verbose' ? text : withShortArns(text), messageLimit);
}

function headLines({ worst, headline }: Joined, canvas: Canvas): readonly string[] {
  return hanging(`  ${paintLevel(worst, canvas.colors)}  `, shown(headline, canvas), canvas.width, {
    markWidth: levelText(worst).length + 4,
    paint: canvas.colors.bold,
  });
}

/** With its bucket and its rules, which no line around it names. */
function oneLine({ worst, headline, rules }: Joined, canvas: Canvas): readonly string[] {
  const subject = terminalName(worst.sourceBucket ?? withShortArns(worst.resource));
  const text = `${subject}: ${shown(headline, canvas)} (${listed(rules)})`;
  return hanging(`  ${paintLevel(worst, canvas.colors)}  `, text, canvas.width, {
    markWidth: levelText(worst).length + 4,
  });
}

function labelled(label: keyof typeof labels, text: string, { width, colors }: Canvas): readonly string[] {
  return hanging(`${indent}${colors.dim(labels[label])}`, text, width, {
    markWidth: indent.length + labels[label].length,
  });
}

/** Why a permission is missing is said with the names that the policies hold. Of a warning from which nothing follows the headline is enough. */
function textLines({ headline, why, effect, findings }: Joined, canvas: Canvas): readonly string[] {
  const isQuoting = findings.some(({ permission }) => permission !== null);
  // The statement that stands in the way is needed whole; other reasons begin with what they have to say.
  const isLoud = findings.some(({ level, kind }) => isQuoting && (level === 'error' || kind === 'unknown'));
  const isWarning = findings.every(({ level, kind }) => level === 'warning' && kind === 'problem');
  const most = isLoud ? Infinity : isWarning && effect === null ? 0 : mostReasonLines;
  const reason = isQuoting ? terminalText(why, messageLimit) : shown(why, canvas);
  return [
    ...(saysMore(why, headline) ? cut(labelled('why', reason, canvas), most, canvas) : []),
    ...(effect === null ? [] : cut(labelled('effect', shown(effect, canvas), canvas), most, canvas)),
  ];
}

/** The headline often says it all, but for the account and the Region in brackets. */
function saysMore(why: string, headline: string): boolean {
  const plain = withShortArns(why)
    .replaceAll(/ \([^()]*\)/gu, '')
    .replace(/^Replication role /u, 'Role ')
    .replace(/\.$/u, '');
  return plain !== headline;
}

const mostReasonLines = 2;
const mostFixLines = 4;

function cut(lines: readonly string[], most: number, { detail }: Canvas): readonly string[] {
  if (detail === 'verbose' || lines.length <= most) return lines;
  if (most === 0) return [];
  const kept = lines.slice(0, most);
  return [...kept.slice(0, -1), `${(kept.at(-1) ?? '').replace(/\s+\S*$/u, '')} …`];
}

/** Actions by what they are asked on. */
function whatLines({ what, worst }: Joined, canvas: Canvas): readonly string[] {
  return what.flatMap(({ actions, resource }) => {
    const names = actions.map(({ action, level }) => (level === worst.level ? action : `${action} (${level})`));
    return labelled('what', shown(`${listed(names)} on ${withShortArns(resource)}`, canvas), canvas);
  });
}

function helpLines(help: string, { level }: Finding, canvas: Canvas): readonly string[] {
  const parts = helpParts(help);
  return parts.flatMap((part, index) => {
    if (part.kind === 'code') {
      const code = codeLines(part.text, canvas);
      return isTooLong(code, level, canvas) ? [] : code;
    }
    const next = parts[index + 1];
    const code = next?.kind === 'code' ? codeLines(next.text, canvas) : [];
    const more = isTooLong(code, level, canvas) ? ` ${code.length} lines (--verbose).` : '';
    const lines = `${part.text}${more}`
      .split('\n')
      .flatMap((line, at) =>
        labelled(index === 0 && at === 0 ? 'fix' : 'blank', terminalText(withShortRoles(line), messageLimit), canvas),
      );
    return cutFix(lines, canvas);
  });
}

/** The rest is named, not shown. */
function cutFix(lines: readonly string[], { detail }: Canvas): readonly string[] {
  return lines.length <= mostFixLines || detail === 'verbose'
    ? lines
    : [...lines.slice(0, mostFixLines - 2), `${margin}… (--verbose shows the rest)`];
}

const margin = `${indent}${labels.blank}`;

/** What is to be pasted stays valid JSON, and is never cut in the middle: it is there whole, or said to be elsewhere. */
function codeLines(code: string, { width }: Canvas): readonly string[] {
  return terminalBlock(compacted(code, width - margin.length))
    .split('\n')
    .map((line) => `${margin}${line}`);
}

function isTooLong(code: readonly string[], level: Finding['level'], { detail }: Canvas): boolean {
  return detail !== 'verbose' && code.length > mostCodeLines[level];
}

function compacted(code: string, width: number): string {
  try {
    return compactJson(JSON.parse(code), width);
  } catch {
    return code;
  }
}

/** `main.tf:3:1` */
export function placeText({ file, line, column }: Location, { workingDirectory }: Canvas): string {
  const place = line === null ? '' : `:${line}:${column ?? 1}`;
  return terminalName(`${fileName(file, workingDirectory)}${place}`);
}

function factLines({ findings: [first], rules, failureReasons }: Joined, canvas: Canvas): readonly string[] {
  const codes = first.kind === 'problem' ? failureReasons.map(terminalName) : [];
  const facts = [listed(rules), ...(codes.length === 0 ? [] : [listed(codes, 'or')])];
  if (first.location !== null) facts.push(placeText(first.location, canvas));
  return hanging(indent, facts.join(' · '), canvas.width, { paint: canvas.colors.dim });
}
