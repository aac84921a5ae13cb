/** Moving over text that is known to be valid JSON, without building anything. Offsets are in UTF-16 code units. */

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;

/** Space, tab, line feed, carriage return: nothing else is white space in JSON. */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

export function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

/** From an opening quote to the offset after the closing one. */
export function skipString(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === backslash) before -= 1;
    if ((end - before) % 2 === 1) return end + 1;
  }
  return text.length;
}

function skipNested(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) at = skipString(text, at) - 1;
    else if (code === openBrace || code === openBracket) depth += 1;
    else if (code === closeBrace || code === closeBracket) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

/** From the first character of a value to the offset after its last. */
export function skipValue(text: string, from: number): number {
  const code = text.charCodeAt(from);
  if (code === quote) return skipString(text, from);
  if (code === openBrace || code === openBracket) return skipNested(text, from);
  let at = from;
  while (at < text.length) {
    const next = text.charCodeAt(at);
    if (next === comma || next === closeBrace || next === closeBracket || isSpace(next)) break;
    at += 1;
  }
  return at;
}

/** The name between quotes that start at an offset. */
export function nameBetween(text: string, from: number, end: number): string {
  const quoted = text.slice(from, end);
  return quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
}
