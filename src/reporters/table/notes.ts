/** Notes are worth a line, not a screen: one a rule, with what it is about. */
import type { Finding } from '../../report/model.js';
import { messageLimit, terminalName, terminalText } from '../escape/terminal.js';
import { counted } from '../../basics/counted.js';
import { displayWidth } from '../text/display-width.js';
import { withShortArns } from '../../report/short-arn.js';
import { hanging } from './hanging.js';
import type { Canvas } from './paint.js';

export class NoteCollector {
  readonly #byRule = new Map<string, Finding[]>();

  add(finding: Finding): void {
    const list = this.#byRule.get(finding.rule);
    if (list === undefined) this.#byRule.set(finding.rule, [finding]);
    else list.push(finding);
  }

  lines(canvas: Canvas): readonly string[] {
    if (this.#byRule.size === 0) return [];
    const { colors } = canvas;
    const rules = [...this.#byRule.keys()].sort();
    return [
      `${colors.bold('Notes')}${colors.dim(' (--verbose shows them whole)')}`,
      ...rules.flatMap((rule) => noteLines(rule, this.#byRule.get(rule) ?? [], canvas)),
      '',
    ];
  }
}

/** A note about missing evidence says more than its rule does: what it is, and how many more there are. */
function noteLines(rule: string, findings: readonly Finding[], canvas: Canvas): readonly string[] {
  const { colors, width, titles } = canvas;
  const [first] = findings;
  if (first === undefined) return [];
  if (first.kind === 'unknown') {
    const more = findings.length === 1 ? '' : ` (and ${findings.length - 1} more)`;
    return hanging(
      `  ${colors.yellow('unknown')}  `,
      `${terminalText(withShortArns(first.message), messageLimit)}${more}`,
      width,
      {
        markWidth: 11,
      },
    );
  }
  const head = `${titles.get(rule) ?? rule}: `;
  const mark = `  ${colors.dim('note')}  `;
  const room = width - 8 - displayWidth(head);
  const names = namesOf(findings, room);
  return hanging(mark, `${head}${names}`, width, { markWidth: 8 });
}

/** As many names as fit into the line: of source buckets, or of resources where no bucket is named. */
function namesOf(findings: readonly Finding[], room: number): string {
  const names = [
    ...new Set(findings.map(({ sourceBucket, resource }) => terminalName(sourceBucket ?? withShortArns(resource)))),
  ];
  let text = names[0] ?? '';
  for (const [index, name] of names.entries()) {
    if (index === 0) continue;
    const left = names.length - index;
    if (displayWidth(`${text}, ${name} and ${left} more`) > room) return `${text} and ${counted(left, 'other')}`;
    text = `${text}, ${name}`;
  }
  return text;
}
