/** Edits made in a text. */
import type { FileEdit } from '../model.js';

/** Those at one place follow each other in the order that they are given in; what two patches have in common is made once. */
export function withEditsMade(text: string, edits: readonly FileEdit[]): string {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const offset = (line: number, column: number): number => (starts[line - 1] ?? text.length) + column - 1;
  const sorted = [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()]
    .map((edit, index) => ({ edit, index, start: offset(edit.startLine, edit.startColumn) }))
    .sort((a, b) => a.start - b.start || a.index - b.index);
  const parts: string[] = [];
  let done = 0;
  for (const { edit, start } of sorted) {
    parts.push(text.slice(done, start), edit.text);
    done = Math.max(done, offset(edit.endLine, edit.endColumn));
  }
  return [...parts, text.slice(done)].join('');
}
