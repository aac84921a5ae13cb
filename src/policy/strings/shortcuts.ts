/** Answers that need no walk: most questions are about fixed beginnings. "No" here only means "walk". */
import { matchesGlob, type Glob } from './glob.js';
import { contains, type StringSet } from './string-set.js';

const maxTexts = 64;

/** True = a is certainly inside b. */
export function quickSubset(a: StringSet, b: StringSet): boolean {
  if (a === b || a.op === 'none' || b.op === 'all') return true;
  if (b.op === 'and') return b.sets.every((part) => quickSubset(a, part));
  if (b.op === 'not') return quickDisjoint(a, b.set);
  switch (a.op) {
    case 'and':
      return (
        a.sets.some((part) => quickSubset(part, b)) || (b.op === 'or' && b.sets.some((part) => quickSubset(a, part)))
      );
    case 'or':
      return a.sets.length <= maxTexts && a.sets.every((part) => quickSubset(part, b));
    case 'texts':
      return a.texts.size <= maxTexts && [...a.texts].every((text) => contains(b, text));
    case 'glob':
      return b.op === 'or'
        ? b.sets.some((part) => part.op === 'glob' && isInside(a.glob, part.glob))
        : b.op === 'glob' && isInside(a.glob, b.glob);
    default:
      return false;
  }
}

/** True = a and b certainly have no member in common. */
export function quickDisjoint(a: StringSet, b: StringSet): boolean {
  if (a.op === 'none' || b.op === 'none') return true;
  if (a.op === 'not') return quickSubset(b, a.set);
  if (b.op === 'or') return b.sets.length <= maxTexts && b.sets.every((part) => quickDisjoint(a, part));
  if (a.op === 'or') return a.sets.length <= maxTexts && a.sets.every((part) => quickDisjoint(part, b));
  if (a.op === 'and') return a.sets.some((part) => quickDisjoint(part, b));
  if (b.op === 'and') return b.sets.some((part) => quickDisjoint(a, part));
  if (a.op === 'texts') return a.texts.size <= maxTexts && [...a.texts].every((text) => !contains(b, text));
  if (b.op === 'texts') return quickDisjoint(b, a);
  return a.op === 'glob' && b.op === 'glob' && startDiffers(a.glob, b.glob);
}

const fixedStart = (glob: Glob): string => {
  if (glob.shape.kind !== 'general') return glob.shape.text;
  let text = '';
  for (const token of glob.tokens) {
    if (token.kind !== 'char') break;
    text += token.char;
  }
  return text;
};

function isInside(inner: Glob, outer: Glob): boolean {
  if (inner.ignoreCase || outer.ignoreCase) return false;
  if (outer.shape.kind === 'prefix') return fixedStart(inner).startsWith(outer.shape.text);
  return inner.shape.kind === 'literal' && matchesGlob(outer, inner.shape.text);
}

function startDiffers(a: Glob, b: Glob): boolean {
  if (a.ignoreCase || b.ignoreCase) return false;
  const [x, y] = [fixedStart(a), fixedStart(b)];
  const common = Math.min(x.length, y.length);
  return x.slice(0, common) !== y.slice(0, common);
}
