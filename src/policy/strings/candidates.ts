/** Texts that are likely to be members of a set: what its patterns match, with short and unusual characters for their wildcards. */
import { contains } from './contains.js';
import { fixedStart } from './glob/glob-texts.js';
import type { Glob } from './glob/glob.js';
import type { StringSet } from './set.js';

const maxCandidates = 400;
const maxPatterns = 100;

/** What stands for `*` and `?`: letters that patterns often name, and one that they rarely do. */
const fillings = [
  { star: '', any: 'a' },
  { star: 'a', any: 'a' },
  { star: '', any: 'q' },
  { star: 'q', any: 'q' },
  { star: '~', any: '~' },
] as const;

/** A member; null = none was found so easily, which says nothing. */
export function likelyMember(set: StringSet): string | null {
  let left = maxCandidates;
  for (const text of candidates(set)) {
    if (contains(set, text)) return text;
    left -= 1;
    if (left === 0) break;
  }
  return null;
}

function* candidates(set: StringSet): Iterable<string> {
  const texts: string[] = [];
  const globs: Glob[] = [];
  collect(set, texts, globs);
  const starts = [...new Set(['', ...globs.map(fixedStart)])];
  yield* texts;
  for (const filling of fillings) {
    for (const glob of globs) yield filled(glob, filling);
    for (const start of starts) yield start + filling.any;
  }
  // Behind what one pattern begins with, what another one asks for.
  for (const start of starts) {
    for (const glob of globs) {
      if (glob.tokens[0]?.kind === 'star') yield start + filled(glob, fillings[0]);
    }
  }
}

function collect(set: StringSet, texts: string[], globs: Glob[]): void {
  if (texts.length + globs.length >= maxPatterns) return;
  switch (set.op) {
    case 'texts':
      for (const text of set.texts) if (texts.length < maxPatterns) texts.push(text);
      return;
    case 'glob':
      globs.push(set.glob);
      return;
    case 'not':
      collect(set.set, texts, globs);
      return;
    case 'and':
    case 'or':
      for (const part of set.sets) collect(part, texts, globs);
      return;
    default:
  }
}

function filled(glob: Glob, { star, any }: (typeof fillings)[number]): string {
  return glob.tokens.map((token) => (token.kind === 'char' ? token.char : token.kind === 'any' ? any : star)).join('');
}
