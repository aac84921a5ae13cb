/** Texts that are read off a pattern. */
import type { Glob } from './glob.js';

/** For people; wildcards that are literal characters cannot be told from real ones. */
export function globText(glob: Glob): string {
  return glob.tokens.map((token) => (token.kind === 'char' ? token.char : token.kind === 'any' ? '?' : '*')).join('');
}

/** A text that the pattern matches. */
export function filledGlob(glob: Glob, filling: string): string {
  if (glob.shape.kind === 'literal') return glob.shape.text;
  if (glob.shape.kind === 'prefix') return glob.shape.text + filling;
  return glob.tokens
    .map((token) => (token.kind === 'char' ? token.char : token.kind === 'any' ? 'a' : filling))
    .join('');
}

/** What every text that the pattern matches begins with. */
export function fixedStart(glob: Glob): string {
  if (glob.shape.kind !== 'general') return glob.shape.text;
  let text = '';
  for (const token of glob.tokens) {
    if (token.kind !== 'char') break;
    text += token.char;
  }
  return text;
}

/** Equal for patterns that are alike. */
export function globKey(glob: Glob): string {
  const flag = glob.ignoreCase ? 'i' : 'c';
  if (glob.shape.kind !== 'general') return `${flag}${glob.shape.kind === 'prefix' ? 'p' : 'l'}${glob.shape.text}`;
  return `${flag}g${glob.tokens.map((token) => (token.kind === 'char' ? token.char : `\0${token.kind === 'any' ? '?' : '*'}${token.except ?? ''}\0`)).join('')}`;
}
