/** A finding, or several that are one story: a headline, why, what follows, what to do, where. */
import type { Finding } from '../../report/model.js';
import { messageLimit, terminalBlock, terminalName, terminalText } from '../escape/terminal.js';
import { groupBy } from '../../basics/group-by.js';
import { compactJson } from '../text/compact-json.js';
import { counted, listed } from '../text/counted.js';
import { helpParts } from '../text/help-parts.js';
import { withShortArns, withShortRoles } from '../text/short-arn.js';
import { fileName } from '../view/file-name.js';
import { bySeverity } from '../view/finding-order.js';
import { findingText, principalText, type FindingText } from '../view/finding-text.js';
import { isStory, together, type PermissionStory } from '../view/together.js';
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
  for (const shown of together(findings)) {
    const parts = isStory(shown) ? shown.findings : ([shown] as const);
    const [worst = parts[0]] = bySeverity(parts);
    const text = isStory(shown) ? storyText(shown, worst) : findingText(shown, canvas.titles);
    if (canvas.detail === 'compact') {
      for (const each of oneLine(worst, parts, text, canvas)) lines.push(each);
      continue;
    }
    const help = isStory(shown) ? storyHelp(shown) : shown.help;
    const before = given.get(help);
    for (const each of headLines(worst, text, canvas)) lines.push(each);
    for (const each of isStory(shown) ? storyLines(shown, worst, canvas) : []) lines.push(each);
    for (const each of textLines(text, parts, canvas)) lines.push(each);
    for (const each of before === undefined
      ? helpLines(help, worst, canvas)
      : labelled('fix', `As for ${before} above.`, canvas))
      lines.push(each);
    for (const each of factLines(parts, canvas)) lines.push(each);
    lines.push('');
    if (before === undefined) given.set(help, worst.rule);
  }
  return lines;
}

/** Names short where they only tell things apart; whole where somebody asked for everything. */
function shown(text: string, { detail }: Canvas): string {
  return terminalText(detail === 'verbose' ? text : withShortArns(text), messageLimit);
}

function headLines(finding: Finding, { headline }: FindingText, canvas: Canvas): readonly string[] {
  return hanging(`  ${paintLevel(finding, canvas.colors)}  `, shown(headline, canvas), canvas.width, {
    markWidth: levelText(finding).length + 4,
    paint: canvas.colors.bold,
  });
}

/** With its bucket and its rules, which no line around it names. */
function oneLine(
  worst: Finding,
  findings: readonly Finding[],
  { headline }: FindingText,
  canvas: Canvas,
): readonly string[] {
  const subject = terminalName(worst.sourceBucket ?? withShortArns(worst.resource));
  const rules = listed([...new Set(findings.map(({ rule }) => rule))]);
  const text = `${subject}: ${shown(headline, canvas)} (${rules})`;
  return hanging(`  ${paintLevel(worst, canvas.colors)}  `, text, canvas.width, {
    markWidth: levelText(worst).length + 4,
  });
}

function labelled(label: keyof typeof labels, text: string, { width, colors }: Canvas): readonly string[] {
  return hanging(`${indent}${colors.dim(labels[label])}`, text, width, {
    markWidth: indent.length + labels[label].length,
  });
}

/** Why a permission is missing is said with the names that the policies hold. Of warnings the first lines are enough. */
function textLines({ why, effect }: FindingText, findings: readonly Finding[], canvas: Canvas): readonly string[] {
  const reasons = [
    ...new Set(findings.flatMap(({ kind, failureReasons }) => (kind === 'problem' ? failureReasons : []))),
  ];
  const codes = reasons.length === 0 ? '' : `S3 reports ${listed(reasons.slice(0, 3).map(terminalName), 'or')}.`;
  const whole = [effect === null ? '' : shown(effect, canvas), codes].filter((text) => text !== '').join(' ');
  const isQuoting = findings.some(({ permission }) => permission !== null);
  // The statement that stands in the way is needed whole; other reasons begin with what they have to say.
  const isLoud = findings.some(({ level, kind }) => isQuoting && (level === 'error' || kind === 'unknown'));
  return [
    ...(why === null
      ? []
      : cut(labelled('why', isQuoting ? terminalText(why, messageLimit) : shown(why, canvas), canvas), isLoud, canvas)),
    ...(whole === '' ? [] : labelled('effect', whole, canvas)),
  ];
}

const mostWarningLines = 2;
const mostFixLines = 5;

function cut(lines: readonly string[], isLoud: boolean, { detail }: Canvas): readonly string[] {
  if (isLoud || detail === 'verbose' || lines.length <= mostWarningLines) return lines;
  const kept = lines.slice(0, mostWarningLines);
  return [...kept.slice(0, -1), `${(kept.at(-1) ?? '').replace(/\s+\S*$/u, '')} …`];
}

function storyText({ findings, principal, place }: PermissionStory, { permission }: Finding): FindingText {
  const verb = place === null ? 'is denied' : 'lacks';
  const what = counted(findings.length, 'permission');
  const some = permission?.keys === 'some' ? ', for some objects only' : '';
  const reasons = new Set(findings.map((finding) => findingText(finding, new Map()).why ?? ''));
  // One for each level: what is lost, and what is lost besides.
  const effects = groupBy(findings, ({ level }) => level);
  return {
    headline: `${principalText(principal)} ${verb} ${what}${some}`,
    why: [...reasons].join(' '),
    effect: [...effects.values()].map(([first]) => first?.permission?.consequence ?? '').join(' '),
  };
}

/** Actions by what they are asked on. */
function storyLines({ findings }: PermissionStory, worst: Finding, canvas: Canvas): readonly string[] {
  const byResource = groupBy(findings, ({ permission }) => permission?.resource ?? '');
  return [...byResource].flatMap(([resource, own]) => {
    const actions = own.map(({ permission, level }) =>
      level === worst.level ? (permission?.action ?? '') : `${permission?.action ?? ''} (${level})`,
    );
    return labelled('what', shown(`${listed(actions)} on ${withShortArns(resource)}`, canvas), canvas);
  });
}

function storyHelp({ place, statements, findings }: PermissionStory): string {
  if (place === null) return findings[0].help;
  const [first] = statements;
  return statements.length === 1
    ? `Add this statement to ${place}:\n${JSON.stringify(first, null, 2)}`
    : `Add these statements to ${place}:\n${JSON.stringify(statements, null, 2)}`;
}

function helpLines(help: string, { level }: Finding, canvas: Canvas): readonly string[] {
  const parts = helpParts(help);
  return parts.flatMap((part, index) => {
    if (part.kind === 'code') return codeLines(part.text, mostCodeLines[level], canvas);
    const lines = part.text
      .split('\n')
      .flatMap((line, at) =>
        labelled(index === 0 && at === 0 ? 'fix' : 'blank', terminalText(withShortRoles(line), messageLimit), canvas),
      );
    return lines.length <= mostFixLines || canvas.detail === 'verbose'
      ? lines
      : [...lines.slice(0, mostFixLines - 1), ...labelled('blank', '… (--verbose shows all of it)', canvas)];
  });
}

/** What is to be pasted stays valid JSON, and is never cut in the middle: it is there whole, or said to be elsewhere. */
function codeLines(code: string, most: number, canvas: Canvas): readonly string[] {
  const margin = `${indent}${labels.blank}`;
  const lines = terminalBlock(compacted(code, canvas.width - margin.length)).split('\n');
  if (canvas.detail !== 'verbose' && lines.length > most)
    return labelled('blank', `(${lines.length} lines of JSON: --verbose shows them.)`, canvas);
  return lines.map((line) => `${margin}${line}`);
}

function compacted(code: string, width: number): string {
  try {
    return compactJson(JSON.parse(code), width);
  } catch {
    return code;
  }
}

function factLines(findings: readonly Finding[], canvas: Canvas): readonly string[] {
  const [first] = findings;
  if (first === undefined) return [];
  const facts = [listed([...new Set(findings.map(({ rule }) => rule))])];
  if (first.location !== null) {
    const { file, line, column } = first.location;
    const place = line === null ? '' : `:${line}:${column ?? 1}`;
    facts.push(terminalName(`${fileName(file, canvas.workingDirectory)}${place}`));
  }
  return hanging(indent, facts.join(' · '), canvas.width, { paint: canvas.colors.dim });
}
