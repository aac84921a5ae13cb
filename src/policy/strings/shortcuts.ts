/** Answers that need no walk: most questions are about fixed beginnings. "No" here only means "walk". */
import { contains } from './contains.js';
import { fixedStart, filledGlob } from './glob/glob-texts.js';
import { type Glob, matchesGlob } from './glob/glob.js';
import type { StringSet } from './set.js';

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
function quickDisjoint(a: StringSet, b: StringSet): boolean {
  if (a.op === 'none' || b.op === 'none') return true;
  if (a.op === 'not') return quickSubset(b, a.set);
  if (b.op === 'not') return quickSubset(a, b.set);
  if (b.op === 'or') return b.sets.length <= maxTexts && b.sets.every((part) => quickDisjoint(a, part));
  if (a.op === 'or') return a.sets.length <= maxTexts && a.sets.every((part) => quickDisjoint(part, b));
  if (a.op === 'and') return a.sets.some((part) => quickDisjoint(part, b));
  if (b.op === 'and') return b.sets.some((part) => quickDisjoint(a, part));
  if (a.op === 'texts') return a.texts.size <= maxTexts && [...a.texts].every((text) => !contains(b, text));
  if (b.op === 'texts') return quickDisjoint(b, a);
  return a.op === 'glob' && b.op === 'glob' && startDiffers(a.glob, b.glob);
}

/** True = the set certainly has no member. */
export function quickEmpty(set: StringSet): boolean {
  switch (set.op) {
    case 'none':
      return true;
    case 'texts':
      return set.texts.size === 0;
    case 'or':
      return set.sets.every(quickEmpty);
    case 'and':
      return isQuicklyContradictory(set.sets);
    default:
      return false;
  }
}

/** Two parts that have nothing in common, or a choice of which every alternative has nothing in common with some other part. */
function isQuicklyContradictory(parts: readonly StringSet[]): boolean {
  if (parts.length > maxParts) return false;
  for (const [index, part] of parts.entries()) {
    for (const other of parts.slice(index + 1)) if (quickDisjoint(part, other)) return true;
  }
  for (const choice of parts) {
    if (choice.op !== 'or' || choice.sets.length > maxTexts) continue;
    const isExcluded = (alternative: StringSet): boolean =>
      parts.some((other) => other !== choice && quickDisjoint(alternative, other));
    if (choice.sets.every(isExcluded)) return true;
  }
  return false;
}

/** True = a string that is easily named is in the set. */
export function hasObviousMember(set: StringSet): boolean {
  switch (set.op) {
    case 'all':
    case 'glob':
      return true;
    case 'or':
      return set.sets.some(hasObviousMember);
    case 'none':
      return false;
    default:
      return hasCandidate(set, { left: maxCandidates, isMember: (text) => contains(set, text) });
  }
}

const maxParts = 8;
const maxCandidates = 24;

interface Trial {
  left: number;
  readonly isMember: (text: string) => boolean;
}

/** Tries what the patterns of the set are without their wildcards, a few of them. */
function hasCandidate(set: StringSet, trial: Trial): boolean {
  switch (set.op) {
    case 'texts':
      for (const text of set.texts) {
        if (trial.left <= 0) return false;
        if (isMember(text, trial)) return true;
      }
      return false;
    case 'glob':
      if (isMember(filledGlob(set.glob, ''), trial)) return true;
      return set.glob.shape.kind !== 'literal' && isMember(filledGlob(set.glob, 'a'), trial);
    case 'or':
      return set.sets.some((part) => trial.left > 0 && hasCandidate(part, trial));
    case 'and': {
      const named = set.sets.filter(({ op }) => op === 'texts' || op === 'glob' || op === 'or');
      if (named.length > 0) return named.some((part) => hasCandidate(part, trial));
      break;
    }
    default:
  }
  return isMember('a', trial) || isMember('', trial);
}

function isMember(text: string, trial: Trial): boolean {
  trial.left -= 1;
  return trial.isMember(text);
}

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
