/**
 * A set as a list of terms: unions are taken apart as far as that stays small, patterns that are alternatives stand side by side,
 * and so do those that are excluded together.
 */
import { contains } from './contains.js';
import { fixedStart, globKey, outlineOf } from './glob/glob-texts.js';
import type { Glob } from './glob/glob.js';
import type { StringSet } from './set.js';

/** What a text must do: match one of some patterns, or none of them. */
export type Condition =
  | { readonly op: 'constant'; readonly value: boolean }
  /** A finite list. */
  | { readonly op: 'texts'; readonly texts: ReadonlySet<string> }
  | { readonly op: 'any-of'; readonly globs: readonly Glob[] }
  | { readonly op: 'none-of'; readonly globs: readonly Glob[]; readonly texts: ReadonlySet<string> }
  | { readonly op: 'and' | 'or'; readonly parts: readonly Condition[] };

const noTexts: ReadonlySet<string> = new Set();
type AnyOf = Extract<Condition, { op: 'any-of' }>;

const yes: Condition = { op: 'constant', value: true };
const no: Condition = { op: 'constant', value: false };

const maxTerms = 256;
/** Comparing all with all pays only while they are few. */
const maxCompared = 64;

/**
 * Terms of which a member of the set meets one, where its length lies in an interval in which every length test answers as for
 * `length`.
 */
export function termsOf(set: StringSet, length: number): readonly Condition[] {
  return terms(conditionOf(set, true, length));
}

function conditionOf(set: StringSet, wanted: boolean, length: number): Condition {
  switch (set.op) {
    case 'all':
      return wanted ? yes : no;
    case 'none':
      return wanted ? no : yes;
    case 'length':
      return (length >= set.min && length <= set.max) === wanted ? yes : no;
    case 'texts':
      return wanted ? { op: 'texts', texts: set.texts } : { op: 'none-of', globs: [], texts: set.texts };
    case 'glob':
      return wanted ? { op: 'any-of', globs: [set.glob] } : { op: 'none-of', globs: [set.glob], texts: noTexts };
    case 'not':
      return conditionOf(set.set, !wanted, length);
    case 'or':
    case 'and': {
      const parts = set.sets.map((part) => conditionOf(part, wanted, length));
      return (set.op === 'or') === wanted ? anyOf(parts) : allOf(parts);
    }
  }
}

function isConstant(condition: Condition, value: boolean): boolean {
  return condition.op === 'constant' && condition.value === value;
}

function flat(parts: readonly Condition[], op: 'and' | 'or'): readonly Condition[] {
  return parts.some((part) => part.op === op) ? parts.flatMap((part) => (part.op === op ? part.parts : [part])) : parts;
}

function anyOf(parts: readonly Condition[]): Condition {
  const globs: Glob[] = [];
  const texts = new Set<string>();
  const others: Condition[] = [];
  for (const part of flat(parts, 'or')) {
    if (part.op === 'constant') {
      if (part.value) return yes;
    } else if (part.op === 'any-of') for (const each of part.globs) globs.push(each);
    else if (part.op === 'texts') for (const text of part.texts) texts.add(text);
    else others.push(part);
  }
  if (texts.size > 0) others.unshift({ op: 'texts', texts });
  if (globs.length > 0) others.unshift({ op: 'any-of', globs: unique(globs) });
  return joined('or', others, no);
}

function allOf(parts: readonly Condition[]): Condition {
  const globs: Glob[] = [];
  let texts: ReadonlySet<string> = noTexts;
  const others: Condition[] = [];
  for (const part of flat(parts, 'and')) {
    if (part.op === 'constant') {
      if (!part.value) return no;
    } else if (part.op === 'none-of') {
      for (const each of part.globs) globs.push(each);
      if (part.texts.size > 0) texts = texts.size === 0 ? part.texts : new Set([...texts, ...part.texts]);
    } else others.push(part);
  }
  if (globs.length + texts.size > 0) others.push({ op: 'none-of', globs: unique(globs), texts });
  return withFewestTexts(others) ?? joined('and', compatible(withoutImplied(others)), yes);
}

function joined(op: 'and' | 'or', parts: readonly Condition[], neutral: Condition): Condition {
  const [only] = parts;
  if (only === undefined) return neutral;
  return parts.length === 1
    ? only
    : parts.some((part) => isConstant(part, op === 'or'))
      ? absorbing(op)
      : { op, parts };
}

function absorbing(op: 'and' | 'or'): Condition {
  return op === 'or' ? yes : no;
}

/** Without those that another one covers, as far as that is seen at once: equal ones, and ones whose wildcards match less. */
function unique(globs: readonly Glob[]): readonly Glob[] {
  if (globs.length < 2) return globs;
  const unlike = new Map(globs.map((glob) => [globKey(glob), glob]));
  const kept = [...byOutline([...unlike.values()]).values()].flatMap((alike) =>
    alike.filter((glob, index) => !alike.some((other, at) => at !== index && isWider(other, glob))),
  );
  return kept.length === globs.length ? globs : kept;
}

function byOutline(globs: readonly Glob[]): ReadonlyMap<string, readonly Glob[]> {
  const found = new Map<string, Glob[]>();
  for (const glob of globs) {
    const outline = outlineOf(glob);
    const alike = found.get(outline);
    if (alike === undefined) found.set(outline, [glob]);
    else alike.push(glob);
  }
  return found;
}

/** Of two patterns with one outline. */
function isWider(a: Glob, b: Glob): boolean {
  if (a === b || a.shape.kind !== 'general' || !a.shape.hasExceptions) return true;
  return a.tokens.every((token, index) => {
    const other = b.tokens[index];
    return token.kind === 'char' || token.except === null || (other?.kind !== 'char' && other?.except === token.except);
  });
}

/** Choices that follow from another one are none. */
function withoutImplied(parts: readonly Condition[]): readonly Condition[] {
  const choices = parts.filter((part) => part.op === 'any-of');
  if (choices.length < 2) return parts;
  const outlines = new Map(choices.map((choice) => [choice, byOutline(choice.globs)]));
  const follows = (wide: AnyOf, narrow: AnyOf): boolean =>
    narrow.globs.every(
      (glob) =>
        outlines
          .get(wide)
          ?.get(outlineOf(glob))
          ?.some((each) => isWider(each, glob)) === true,
    );
  const kept: AnyOf[] = [];
  for (const choice of choices) {
    if (kept.some((other) => follows(choice, other))) continue;
    kept.splice(0, kept.length, ...kept.filter((other) => !follows(other, choice)), choice);
  }
  return parts.filter((part) => part.op !== 'any-of' || kept.includes(part));
}

/** Of a finite list the members are known; null = nothing here is one. */
function withFewestTexts(parts: readonly Condition[]): Condition | null {
  let fewest: Extract<Condition, { op: 'texts' }> | null = null;
  for (const part of parts) {
    if (part.op === 'texts' && (fewest === null || part.texts.size < fewest.texts.size)) fewest = part;
  }
  if (fewest === null) return null;
  const others = parts.filter((part) => part !== fewest);
  const texts = new Set([...fewest.texts].filter((text) => others.every((part) => meets(part, text))));
  return texts.size === 0 ? no : { op: 'texts', texts };
}

function meets(condition: Condition, text: string): boolean {
  switch (condition.op) {
    case 'constant':
      return condition.value;
    case 'texts':
      return condition.texts.has(text);
    case 'any-of':
      return condition.globs.some((glob) => contains({ op: 'glob', glob }, text));
    case 'none-of':
      return !condition.texts.has(text) && !condition.globs.some((glob) => contains({ op: 'glob', glob }, text));
    case 'and':
      return condition.parts.every((part) => meets(part, text));
    case 'or':
      return condition.parts.some((part) => meets(part, text));
  }
}

/** Leaves out alternatives whose fixed beginning no alternative of another part can share. */
function compatible(parts: readonly Condition[]): readonly Condition[] {
  const choices = parts.filter((part) => part.op === 'any-of');
  const count = choices.reduce((sum, { globs }) => sum + globs.length, 0);
  if (choices.length < 2 || count > maxCompared) return parts;
  return parts.map((part): Condition => {
    if (part.op !== 'any-of') return part;
    const others = choices.filter((choice) => choice !== part);
    const globs = part.globs.filter((glob) =>
      others.every((other) => other.globs.some((each) => mayBeginAlike(glob, each))),
    );
    return globs.length === part.globs.length ? part : globs.length === 0 ? no : { op: 'any-of', globs };
  });
}

function mayBeginAlike(a: Glob, b: Glob): boolean {
  if (a.ignoreCase || b.ignoreCase) return true;
  const [x, y] = [fixedStart(a), fixedStart(b)];
  return x.startsWith(y) || y.startsWith(x);
}

// ---- terms --------------------------------------------------------------------------------------------------------

function terms(condition: Condition): readonly Condition[] {
  switch (condition.op) {
    case 'constant':
      return condition.value ? [condition] : [];
    case 'or':
      return absorbed(condition.parts.flatMap(terms));
    case 'and':
      return product(condition.parts);
    default:
      return [condition];
  }
}

/** A choice that would make too many terms stays whole, inside of each. */
function product(parts: readonly Condition[]): readonly Condition[] {
  let found: readonly Condition[] = [yes];
  for (const part of [...parts].sort((a, b) => Number(a.op === 'or') - Number(b.op === 'or'))) {
    const choices = terms(part);
    const isSmall = found.length * choices.length <= maxTerms;
    const next = isSmall
      ? found.flatMap((term) => choices.map((choice) => allOf([term, choice])))
      : found.map((term) => allOf([term, part]));
    found = absorbed(next.filter((term) => !isConstant(term, false)));
  }
  return found;
}

/** Without terms that say what another one says, or more than that. */
function absorbed(found: readonly Condition[]): readonly Condition[] {
  if (found.length < 2) return found;
  const byKey = new Map(found.map((term) => [keyOf(term), term]));
  const unlike = [...byKey.values()];
  if (unlike.length > maxCompared) return unlike;
  const keys = unlike.map((term) => new Set(demandsOf(term)));
  return unlike.filter(
    (_, index) => !keys.some((key, other) => other !== index && isProperSubset(key, keys[index] ?? key)),
  );
}

function isProperSubset(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size < b.size && [...a].every((each) => b.has(each));
}

function keyOf(condition: Condition): string {
  return demandsOf(condition).join('\u0001');
}

/** One key for each single thing that a term demands: the fewer, the more texts meet it. */
function demandsOf(condition: Condition): readonly string[] {
  switch (condition.op) {
    case 'constant':
      return [];
    case 'texts':
      return [`texts\u0002${[...condition.texts].join('\u0002')}`];
    case 'any-of':
      return [`any\u0002${condition.globs.map(globKey).join('\u0002')}`];
    case 'none-of':
      return [
        ...condition.globs.map((glob) => `not\u0002${globKey(glob)}`),
        ...Array.from(condition.texts, (text) => `no\u0002${text}`),
      ];
    case 'and':
      return condition.parts.flatMap(demandsOf);
    case 'or':
      return [`or\u0003${condition.parts.map(keyOf).join('\u0004')}`];
  }
}
