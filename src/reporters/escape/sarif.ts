import { bounded } from '../text/bounded.js';
import { visibleLines } from './visible.js';

/**
 * Text of a SARIF message. `[text](target)` is a link in it (SARIF 2.1.0, 3.11.6): the bracket gets its backslash, and backslashes
 * before it theirs, so that no name is one.
 */
export function sarifText(text: string, limit: number): string {
  return visibleLines(bounded(text, limit)).replace(
    /(\\*)\]\(/gu,
    (_, backslashes: string) => `${backslashes.repeat(2)}\\](`,
  );
}
