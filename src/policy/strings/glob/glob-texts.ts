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
  const { shape } = glob;
  return shape.kind === 'general' && shape.hasExceptions ? `${outlineOf(glob)}${exceptionsOf(glob)}` : outlineOf(glob);
}

/** Equal for patterns that differ at most in what their wildcards do not match. */
export function outlineOf(glob: Glob): string {
  let outline = outlines.get(glob);
  if (outline === undefined) outlines.set(glob, (outline = makeOutline(glob)));
  return outline;
}

const outlines = new WeakMap<Glob, string>();

function makeOutline({ ignoreCase, shape, tokens }: Glob): string {
  const flag = ignoreCase ? 'i' : 'c';
  if (shape.kind !== 'general') return `${flag}${shape.kind === 'prefix' ? 'p' : 'l'}${shape.text}`;
  const mark = { any: '\0?', star: '\0*' };
  return `${flag}g${tokens.map((token) => (token.kind === 'char' ? token.char : mark[token.kind])).join('')}`;
}

function exceptionsOf({ tokens }: Glob): string {
  return `\0\0${tokens.map((token) => (token.kind === 'char' ? '' : (token.except ?? ' '))).join('')}`;
}
