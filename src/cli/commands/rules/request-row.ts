/** A row of the request table, as its page (docs/request-model.md) has it. */
import { readFileSync } from 'node:fs';
import { packageFile } from '../../package-file.js';

const heading = /^### ([A-Z]-\d+[a-z]?): /u;

/**
 * @param id `A-40`, in any case
 * @returns Markdown, its heading included; null where there is no such row
 */
export function requestRowPage(id: string): string | null {
  if (!/^[a-z]-?\d+[a-z]?$/iu.test(id)) return null;
  const wanted = id.replace('-', '').toLowerCase();
  const lines = readFileSync(packageFile('docs/request-model.md'), 'utf8').split('\n');
  const start = lines.findIndex((line) => heading.exec(line)?.[1]?.replace('-', '').toLowerCase() === wanted);
  if (start === -1) return null;
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith('#'));
  const body = length === -1 ? lines.slice(start) : lines.slice(start, start + 1 + length);
  return `${body.join('\n').trimEnd()}\n`;
}
