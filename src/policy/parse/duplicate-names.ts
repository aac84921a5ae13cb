/**
 * Names that stand twice in one JSON object. `JSON.parse` silently keeps the last; an audit that did so would read another
 * policy than the one that is stored. One pass over the text, no recursion.
 */

export interface DuplicateName {
  readonly name: string;
  /** Offset of the second occurrence, in UTF-16 code units. */
  readonly offset: number;
}

/** The first few duplicates of a text that is valid JSON. */
export function findDuplicateNames(text: string, limit = 10): readonly DuplicateName[] {
  const found: DuplicateName[] = [];
  const scopes: (Set<string> | null)[] = [];
  let expectsName = false;
  for (let at = 0; at < text.length && found.length < limit; at += 1) {
    switch (text[at]) {
      case '{':
        scopes.push(new Set());
        expectsName = true;
        break;
      case '[':
        scopes.push(null);
        expectsName = false;
        break;
      case '}':
      case ']':
        scopes.pop();
        expectsName = false;
        break;
      case ',':
        expectsName = scopes.at(-1) instanceof Set;
        break;
      case '"': {
        const end = endOfString(text, at);
        if (expectsName) {
          const name = decode(text.slice(at, end + 1));
          const names = scopes.at(-1);
          if (names?.has(name) === true) found.push({ name, offset: at });
          names?.add(name);
          expectsName = false;
        }
        at = end;
        break;
      }
      default:
    }
  }
  return found;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

function decode(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}
