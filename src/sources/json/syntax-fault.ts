/**
 * The first fault of a text that `JSON.parse` refuses. Its own message names a position only sometimes, and in other words in every
 * version of the engine. No recursion: 100 000 open brackets are one fault, not a crash.
 */
export interface SyntaxFault {
  /** In UTF-16 code units. */
  readonly offset: number;
  readonly message: string;
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const space = /[ \t\n\r]*/y;
const plain = /[^"\\\u0000-\u001f]*/y; // eslint-disable-line no-control-regex
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const words = ['true', 'false', 'null'];

/** The offset after a match that starts exactly there, or -1. */
function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

class Fault extends Error {
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  for (;;) {
    at = after(plain, text, at);
    if (at >= text.length) throw new Fault(from, 'This string does not end.');
    if (text[at] === '"') return at + 1;
    if (text[at] !== '\\')
      throw new Fault(at, 'A control character (such as a line break) must be escaped in a string.');
    const end = after(escape, text, at);
    if (end === -1) throw new Fault(at, 'This is not an escape sequence of JSON.');
    at = end;
  }
}

function endOfScalar(text: string, at: number): number {
  if (text[at] === '"') return endOfString(text, at);
  const word = words.find((candidate) => text.startsWith(candidate, at));
  if (word !== undefined) return at + word.length;
  const end = after(number, text, at);
  if (end !== -1) return end;
  if (at >= text.length) throw new Fault(at, 'The text ends where a value is expected.');
  throw new Fault(at, 'A value is expected.');
}

function walk(text: string): void {
  const open: ('{' | '[')[] = [];
  const skip = (from: number): number => after(space, text, from);
  const name = (from: number): number => {
    if (text[from] !== '"') throw new Fault(from, 'A name in double quotes is expected.');
    const colon = skip(endOfString(text, from));
    if (text[colon] !== ':') throw new Fault(colon, 'A colon is expected after the name.');
    return skip(colon + 1);
  };
  let at = skip(0);
  for (;;) {
    const opening = text[at];
    if (opening === '{' || opening === '[') {
      open.push(opening);
      at = skip(at + 1);
      const isEmpty = text[at] === (opening === '{' ? '}' : ']');
      if (!isEmpty) {
        if (opening === '{') at = name(at);
        continue;
      }
    } else {
      at = skip(endOfScalar(text, at));
    }
    for (let top = open.at(-1); top !== undefined && text[at] === (top === '{' ? '}' : ']'); top = open.at(-1)) {
      open.pop();
      at = skip(at + 1);
    }
    const top = open.at(-1);
    if (top === undefined) break;
    if (text[at] !== ',') {
      const wanted =
        top === '{' ? 'A comma or a closing brace is expected.' : 'A comma or a closing bracket is expected.';
      throw new Fault(at, at >= text.length ? `The text ends too early. ${wanted}` : wanted);
    }
    at = skip(at + 1);
    if (top === '{') at = name(at);
  }
  if (at < text.length) throw new Fault(at, 'Nothing may follow the end of the document.');
}

/** @returns null for valid JSON */
export function findSyntaxFault(text: string): SyntaxFault | null {
  try {
    walk(text);
    return null;
  } catch (error) {
    if (error instanceof Fault) return { offset: error.offset, message: error.message };
    throw error;
  }
}
