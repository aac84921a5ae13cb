/** JSON with what a terminal put around it: the command that was typed in front, the next prompt behind, colours. */

export interface Framed {
  readonly value: unknown;
  /** The JSON alone, and the line on which it begins. */
  readonly part: { readonly text: string; readonly line: number };
}

const most = 16 * 1024 * 1024;
const mostLines = 10;
const mostPrompt = 300;

/** @returns null where there is none of it, or no JSON inside */
export function withoutFrame(text: string): Framed | null {
  if (text.length > most) return null;
  // eslint-disable-next-line no-control-regex
  const plain = text.includes('\u001B') ? text.replaceAll(/\u001B\[[\d;]{0,20}m/gu, '') : text;
  const start = startOf(plain);
  const end = plain.lastIndexOf('}') + 1;
  if (start === null || end <= start.offset || !isPrompt(plain.slice(end))) return null;
  const json = plain.slice(start.offset, end);
  if (json.length === text.length) return null;
  try {
    return { value: JSON.parse(json), part: { text: json, line: start.line } };
  } catch {
    return null;
  }
}

/** Of the first line that begins with a brace; before it, nothing but what was typed. */
function startOf(text: string): { readonly offset: number; readonly line: number } | null {
  let offset = 0;
  for (let line = 1; line <= mostLines; line += 1) {
    const next = text.indexOf('\n', offset);
    const content = text.slice(offset, next < 0 ? text.length : next).replace(/^\uFEFF/u, '');
    if (content.trimStart().startsWith('{')) return { offset: text.indexOf('{', offset), line };
    if (next < 0 || !(content.trim() === '' || isTyped(content))) return null;
    offset = next + 1;
  }
  return null;
}

/** A prompt with a command behind it, or the command alone. */
function isTyped(line: string): boolean {
  return line.length <= 2_000 && /^\s*(?:aws\s|[^"{}]{0,200}[$#>%]\s)/u.test(line);
}

function isPrompt(rest: string): boolean {
  const last = rest.trim();
  return last === '' || (last.length <= mostPrompt && !last.includes('\n') && /[$#>%]$/u.test(last));
}
