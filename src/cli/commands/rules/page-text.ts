/** A rule's page (docs/rules) for a terminal. The pages are our own: only the Markdown that their generator writes is known here. */
import type pc from 'picocolors';
import { wrap } from '../../../reporters/text/wrap.js';

type Colors = ReturnType<typeof pc.createColors>;

export function pageText(page: string, colors: Colors, width: number): string {
  const lines: string[] = [];
  let isCode = false;
  for (const line of page.trimEnd().split('\n')) {
    if (line.startsWith('```')) isCode = !isCode;
    else if (isCode) lines.push(`  ${colors.cyan(line)}`);
    else for (const each of proseLines(line, colors, width)) lines.push(each);
  }
  // A block of code leaves its fences' empty lines behind.
  return `${lines.join('\n').replaceAll(/\n{3,}/gu, '\n\n')}\n`;
}

function proseLines(line: string, colors: Colors, width: number): readonly string[] {
  const heading = /^#+ (.*)$/u.exec(line)?.[1];
  if (heading !== undefined) return [colors.bold(heading)];
  if (/^\|[ -]+\|[ -]+\|$/u.test(line)) return [];
  const [, name, value] = /^\| (.*?) \| (.*) \|$/u.exec(line) ?? [];
  if (name !== undefined && value !== undefined) return hanging(`${name}: `, plain(value), width);
  if (line.startsWith('> ')) return hanging('  ', plain(line.slice(2)), width);
  if (line.startsWith('- ')) return hanging('- ', plain(line.slice(2)), width);
  return wrap(plain(line), width);
}

function hanging(mark: string, text: string, width: number): readonly string[] {
  return wrap(text, width - mark.length).map((line, index) => `${index === 0 ? mark : ' '.repeat(mark.length)}${line}`);
}

/** Without code marks, and links as their address. */
function plain(text: string): string {
  return text
    .replaceAll('`', '')
    .replaceAll(/<(https:[^>]*)>/gu, '$1')
    .replaceAll(/\[[^\]]*\]\((https:[^)]*)\)/gu, '$1');
}
