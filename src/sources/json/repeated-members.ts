/**
 * Members that stand twice in one object, which `JSON.parse` settles by position: the last one wins. Which of them was meant nobody can
 * tell. Whether there are any is counted first, since nearly no file has one.
 */
import { nameBetween, skipSpace, skipString } from './skip-json.js';

export interface RepeatedMember {
  readonly name: string;
  /** Offsets of the name, in UTF-16 code units. */
  readonly first: number;
  readonly second: number;
}

/** @param skip names of members whose values are not looked into: policy documents have rules of their own */
export function repeatedMembers(text: string, value: unknown, skip: ReadonlySet<string>): readonly RepeatedMember[] {
  return namesIn(text) === membersOf(value) ? [] : [...scan(text, skip)];
}

/** Names that end an unescaped quote with a colon; a name that ends in a backslash is not counted, and costs a scan. */
function namesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) {
    if (text.charCodeAt(at - 1) === backslash) continue;
    if (text.charCodeAt(skipSpace(text, at + 1)) === colon) count += 1;
  }
  return count;
}

const backslash = 0x5c;
const colon = 0x3a;

function membersOf(root: unknown): number {
  let count = 0;
  const todo: unknown[] = [root];
  for (let next = todo.pop(); todo.length > 0 || next !== undefined; next = todo.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const isList = Array.isArray(next);
    for (const member of Object.values(next)) {
      if (!isList) count += 1;
      if (typeof member === 'object' && member !== null) todo.push(member);
    }
  }
  return count;
}

/** Objects that are open, with the offset of each name; null = a list. */
type Open = Map<string, number> | null;

function* scan(text: string, skip: ReadonlySet<string>): Iterable<RepeatedMember> {
  const open: Open[] = [];
  // The depth at which a value that is not looked into began.
  let hiddenFrom = Infinity;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '{') open.push(new Map());
    else if (character === '[') open.push(null);
    else if (character === '}' || character === ']') {
      open.pop();
      if (open.length <= hiddenFrom) hiddenFrom = Infinity;
    } else if (character === '"') {
      const end = skipString(text, at);
      const names = open.at(-1);
      if (names instanceof Map && text.charCodeAt(skipSpace(text, end)) === colon) {
        const name = nameBetween(text, at, end);
        const first = names.get(name);
        if (first !== undefined && open.length <= hiddenFrom) yield { name, first, second: at };
        names.set(name, at);
        if (skip.has(name) && hiddenFrom === Infinity) hiddenFrom = open.length;
      }
      at = end - 1;
    } else if (character === ',' && open.length === hiddenFrom) hiddenFrom = Infinity;
  }
}
