/** Notes are worth a few lines, not a screen: one a rule, with the resources it is about. */
import { shortList } from '../../basics/short-list.js';
import type { Finding } from '../../report/model.js';
import { terminalName, terminalText } from '../escape/terminal.js';
import { wrapped } from './findings.js';
import type { Canvas } from './paint.js';

const mostNames = 3;

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
    const lines = [colors.bold('Notes'), ''];
    for (const rule of [...this.#byRule.keys()].sort()) {
      const [first, ...others] = this.#byRule.get(rule) ?? [];
      if (first === undefined) continue;
      lines.push(
        `  ${colors.dim('note')}  ${colors.bold(rule)}`,
        ...wrapped(terminalText(first.message, 500), canvas, '  '),
        ...(others.length === 0 ? [] : wrapped(`Likewise: ${namesOf(first, others)}.`, canvas, '  ')),
      );
    }
    return [...lines, ''];
  }
}

/** Which others: by source bucket, or by resource where no bucket is named; only counted where nothing tells them apart. */
function namesOf(first: Finding, others: readonly Finding[]): string {
  const nameOf = ({ sourceBucket, resource }: Finding): string => sourceBucket ?? resource;
  const names = [...new Set(others.map(nameOf))].filter((name) => name !== nameOf(first));
  if (names.length === 0) return `${others.length} more of this rule`;
  return shortList(names.map(terminalName), mostNames);
}
