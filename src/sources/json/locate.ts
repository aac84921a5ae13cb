/**
 * Where values stand in a JSON text: looked up afterwards, in one pass over the text, for a set of pointers. Reading then costs no
 * more than `JSON.parse`, however large the input, and only what is reported is looked for.
 */
import { stepsOf } from './json-pointer.js';
import { nameBetween, skipSpace, skipString, skipValue } from './skip-json.js';

export interface Place {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
}

/** Offsets in UTF-16 code units: of the first character, and after the last. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** False where it is that of a value above the one that was asked for. */
  readonly isExact: boolean;
}

/** A wanted value, or one on the way to it. */
class Wanted {
  readonly parent: Wanted | null;
  readonly children = new Map<string, Wanted>();
  start = 0;
  end = 0;
  /** Number of this visit, and that of the parent's visit during which it took place: a name that stands twice is visited twice. */
  visit = 0;
  #parentVisit = 0;

  constructor(parent: Wanted | null) {
    this.parent = parent;
  }

  enter(at: number, visit: number): void {
    this.start = at;
    this.visit = visit;
    this.#parentVisit = this.parent?.visit ?? 0;
  }

  /** Whether the last value of this name in the last value of its parent has it: what `JSON.parse` gives. */
  get isThere(): boolean {
    return this.visit !== 0 && this.#parentVisit === (this.parent?.visit ?? 0);
  }
}

function treeOf(pointers: Iterable<string>): { root: Wanted; byPointer: Map<string, Wanted> } {
  const root = new Wanted(null);
  const byPointer = new Map<string, Wanted>();
  for (const pointer of pointers) {
    let wanted = root;
    for (const step of stepsOf(pointer)) {
      let child = wanted.children.get(step);
      if (child === undefined) wanted.children.set(step, (child = new Wanted(wanted)));
      wanted = child;
    }
    byPointer.set(pointer, wanted);
  }
  return { root, byPointer };
}

interface Level {
  readonly wanted: Wanted;
  /** Index of the element that is read; -1 in an object. */
  index: number;
}

/** One pass; no recursion, so that depth costs heap and not stack. The text is valid JSON. */
function visitWanted(text: string, root: Wanted): void {
  const levels: Level[] = [];
  let visits = 0;
  let at = skipSpace(text, 0);
  let wanted: Wanted | undefined = root;
  for (;;) {
    // At the first character of a value.
    const opening = text[at];
    const isNested = opening === '{' || opening === '[';
    wanted?.enter(at, (visits += 1));
    if (wanted !== undefined && isNested && wanted.children.size > 0) {
      levels.push({ wanted, index: opening === '[' ? 0 : -1 });
      at = skipSpace(text, at + 1);
      if (text[at] !== '}' && text[at] !== ']') {
        [at, wanted] = enterMember(text, at, levels.at(-1));
        continue;
      }
    } else {
      at = skipValue(text, at);
      if (wanted !== undefined) wanted.end = at;
      at = skipSpace(text, at);
    }
    // After a value, or at the end of an empty list or object.
    while (text[at] === '}' || text[at] === ']') {
      const closed = levels.pop();
      if (closed === undefined) return;
      closed.wanted.end = at + 1;
      at = skipSpace(text, at + 1);
    }
    const level = levels.at(-1);
    if (level === undefined || text[at] !== ',') return;
    if (level.index >= 0) level.index += 1;
    [at, wanted] = enterMember(text, skipSpace(text, at + 1), level);
  }
}

/** From the start of an element or name to the first character of the value, and what is wanted of it. */
function enterMember(text: string, from: number, level: Level | undefined): [number, Wanted | undefined] {
  if (level === undefined) return [from, undefined];
  if (level.index >= 0) return [from, level.wanted.children.get(String(level.index))];
  const end = skipString(text, from);
  const colon = skipSpace(text, end);
  return [skipSpace(text, colon + 1), level.wanted.children.get(nameBetween(text, from, end))];
}

/**
 * The spans of values. A pointer that leads nowhere, or on into a string (a policy that stands in the input as text), gives the
 * nearest value above.
 * @param text - valid JSON
 */
export function findSpans(text: string, pointers: Iterable<string>): Map<string, Span> {
  const { root, byPointer } = treeOf(pointers);
  const spans = new Map<string, Span>();
  if (byPointer.size === 0) return spans;
  visitWanted(text, root);
  for (const [pointer, wanted] of byPointer) spans.set(pointer, nearestThere(wanted));
  return spans;
}

function nearestThere(wanted: Wanted): Span {
  let nearest = wanted;
  for (let node: Wanted | null = wanted; node !== null; node = node.parent) {
    if (!node.isThere && node.parent !== null) nearest = node.parent;
  }
  return { start: nearest.start, end: nearest.end, isExact: nearest === wanted };
}

/** Lines and columns of offsets, in one pass over the line ends. */
export function placesAt(text: string, offsets: Iterable<number>): Map<number, Place> {
  const places = new Map<number, Place>();
  let line = 1;
  let start = 0;
  let next = text.indexOf('\n');
  for (const offset of [...new Set(offsets)].sort((left, right) => left - right)) {
    while (next !== -1 && next < offset) {
      line += 1;
      start = next + 1;
      next = text.indexOf('\n', start);
    }
    places.set(offset, { line, column: offset - start + 1 });
  }
  return places;
}

/**
 * Lines and columns of the values that JSON pointers lead to; the nearest value above where one leads nowhere.
 * @param text - valid JSON
 */
export function locate(text: string, pointers: Iterable<string>): Map<string, Place> {
  const spans = findSpans(text, pointers);
  const places = placesAt(
    text,
    [...spans.values()].map(({ start }) => start),
  );
  const found = new Map<string, Place>();
  for (const [pointer, { start }] of spans) {
    const place = places.get(start);
    if (place !== undefined) found.set(pointer, place);
  }
  return found;
}
