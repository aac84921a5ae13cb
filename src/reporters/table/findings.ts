/** A finding, or several that are one story: what is wrong, what to do, where. */
import type { Finding } from '../../report/model.js';
import { messageLimit, terminalBlock, terminalName, terminalText } from '../escape/terminal.js';
import { counted, listed } from '../text/counted.js';
import { helpParts } from '../text/help-parts.js';
import { wrap } from '../text/wrap.js';
import { fileName } from '../view/file-name.js';
import { bySeverity } from '../view/finding-order.js';
import { isStory, together, type PermissionStory } from '../view/together.js';
import { paintLevel, type Canvas } from './paint.js';

/** Blocks of lines, each followed by an empty one. Help that an earlier one gave is not said again. */
export function findingBlocks(findings: readonly Finding[], canvas: Canvas, indent: string): readonly string[] {
  const lines: string[] = [];
  const given = new Map<string, string>();
  for (const shown of together(findings)) {
    const help = isStory(shown) ? storyHelp(shown) : shown.help;
    const body = isStory(shown) ? storyLines(shown, canvas, indent) : findingLines(shown, canvas, indent);
    const before = given.get(help);
    const advice =
      before === undefined
        ? helpLines(help, canvas, indent)
        : wrapped(`→ What to do is the same as for ${before} above.`, canvas, indent);
    lines.push(...body, ...advice, ...factLines(isStory(shown) ? shown.findings : [shown], canvas, indent), '');
    if (before === undefined) given.set(help, isStory(shown) ? shown.findings[0].rule : shown.rule);
  }
  return lines;
}

function findingLines(finding: Finding, canvas: Canvas, indent: string): readonly string[] {
  const { colors } = canvas;
  return [
    `${indent}${paintLevel(finding, colors)}  ${colors.bold(finding.rule)}`,
    ...wrapped(terminalText(finding.message, messageLimit), canvas, indent),
  ];
}

function storyLines(
  { findings, principal, place }: PermissionStory,
  canvas: Canvas,
  indent: string,
): readonly string[] {
  const { colors } = canvas;
  const [worst = findings[0]] = bySeverity(findings);
  const names = listed([...new Set(findings.map(({ rule }) => rule))]);
  const { sourceBucket, replicationRule, permission } = worst;
  const rule =
    replicationRule === null ? 'the replication rule' : `replication rule "${terminalName(replicationRule)}"`;
  const lacks =
    permission?.keys === 'some'
      ? `is allowed ${counted(findings.length, 'action')} for only some of the objects that ${rule} of ${terminalName(sourceBucket ?? '')} selects, for example not for ${terminalText(permission.counterexample ?? '', 300)}:`
      : `${place === null ? 'is denied' : 'lacks'} ${counted(findings.length, 'permission')} that ${rule} of ${terminalName(sourceBucket ?? '')} needs:`;
  const lines = [
    ...wrap(`${names}`, canvas.width - indent.length - 9).map((line, index) =>
      index === 0 ? `${indent}${paintLevel(worst, colors)}  ${colors.bold(line)}` : `${indent}  ${colors.bold(line)}`,
    ),
    ...wrapped(`Replication role ${terminalText(principal, 300)} ${lacks}`, canvas, indent),
  ];
  for (const { permission: missing, level } of findings) {
    if (missing === null) continue;
    const mark = level === worst.level ? '' : ` (${level})`;
    lines.push(
      ...wrapped(`${missing.action} on ${terminalText(missing.resource, 300)}${mark}`, canvas, `${indent}  `, '· '),
      ...wrapped(terminalText(missing.consequence ?? '', messageLimit), canvas, `${indent}    `),
    );
  }
  const reasons = new Set(findings.map((finding) => finding.permission?.reason ?? ''));
  for (const reason of reasons) lines.push(...wrapped(`Why: ${terminalText(reason, messageLimit)}.`, canvas, indent));
  return lines;
}

function storyHelp({ place, statements, findings }: PermissionStory): string {
  if (place === null) return findings[0].help;
  const [first] = statements;
  return statements.length === 1
    ? `Add this statement to ${place}:\n${JSON.stringify(first, null, 2)}`
    : `Add these statements to ${place}:\n${JSON.stringify(statements, null, 2)}`;
}

function helpLines(help: string, canvas: Canvas, indent: string): readonly string[] {
  return helpParts(help).flatMap((part) =>
    // What is to be pasted stands at the margin of its own, unwrapped.
    part.kind === 'code'
      ? terminalBlock(part.text)
          .split('\n')
          .map((line) => `${indent}    ${line}`)
      : wrapped(terminalText(part.text.replaceAll('\n', ' '), messageLimit), canvas, indent, '→ '),
  );
}

function factLines(findings: readonly Finding[], canvas: Canvas, indent: string): readonly string[] {
  const [first] = findings;
  if (first === undefined) return [];
  const reasons = new Set(findings.flatMap(({ kind, failureReasons }) => (kind === 'problem' ? failureReasons : [])));
  const facts: string[] = [];
  if (reasons.size > 0) facts.push(`S3 reports ${listed([...reasons].slice(0, 3).map(terminalName), 'or')}`);
  if (first.location !== null) {
    const { file, line, column } = first.location;
    const place = line === null ? '' : `:${line}:${column ?? 1}`;
    facts.push(terminalName(`${fileName(file, canvas.workingDirectory)}${place}`));
  }
  if (facts.length === 0) return [];
  const inner = canvas.width - indent.length - 2;
  const oneLine = facts.join(' · ');
  const lines = oneLine.length <= inner ? [oneLine] : facts.flatMap((fact) => wrap(fact, inner));
  return lines.map((line) => `${indent}  ${canvas.colors.dim(line)}`);
}

/** Text below a finding's head; a mark hangs in front of the first line. */
export function wrapped(text: string, { width }: Canvas, indent: string, mark = ''): readonly string[] {
  const hanging = ' '.repeat(mark.length);
  return wrap(text, width - indent.length - 2 - mark.length).map(
    (line, index) => `${indent}  ${index === 0 ? mark : hanging}${line}`,
  );
}
