/** Answers that stand one behind the other in one text: `aws … >> answers.json`, one a line, or a list that `jq -s` made of them. */
import { placesAt } from '../json/locate.js';
import { errorTextOf, type ErrorText } from './error-text.js';

/** One of them, and the line on which it begins. */
export interface PartOfSeveral {
  readonly text: string;
  readonly line: number;
  readonly content: { readonly value: unknown } | { readonly error: ErrorText };
}

const most = 64 * 1024 * 1024;

/** Logs are long: what does not begin with an answer is not read to its end. */
const mostBefore = 8;

/**
 * @param isAnswer whether a document is one
 * @returns null where the text is not several answers, errors among them
 */
export function severalIn(text: string, isAnswer: (value: unknown) => boolean): readonly PartOfSeveral[] | null {
  if (text.length > most || !/^\uFEFF?\s*(?:[{[]|An error occurred|.*\nAn error occurred)/u.test(text)) return null;
  const documents = documentsIn(text, mostBefore);
  if (
    documents === null ||
    !documents.some(({ offset, length }) => isAnswer(parsed(text.slice(offset, offset + length))?.value))
  )
    return null;
  const all = documentsIn(text);
  if (all === null) return null;
  const found: (Omit<PartOfSeveral, 'line'> & { readonly offset: number })[] = [];
  let end = 0;
  for (const { offset, length } of [...all, { offset: text.length, length: 0 }]) {
    for (const each of errorsIn(text.slice(end, offset), end)) found.push(each);
    end = offset + length;
    if (length === 0) break;
    const own = text.slice(offset, end);
    const value = parsed(own);
    if (value === null) return null;
    found.push({ text: own, offset, content: value });
  }
  const isList = /^\uFEFF?\s*\[/u.test(text);
  if ((found.length < 2 && !isList) || !found.some(({ content }) => 'value' in content)) return null;
  const lines = placesAt(
    text,
    found.map(({ offset }) => offset),
  );
  return found.map(({ offset, ...part }) => ({ ...part, line: lines.get(offset)?.line ?? 1 }));
}

interface Stretch {
  readonly offset: number;
  readonly length: number;
}

/** Where each object begins and ends that stands in no other one; null where one does not end. */
function documentsIn(text: string, most = Infinity): readonly Stretch[] | null {
  const documents: Stretch[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"' && depth > 0) {
      at = endOfText(text, at);
      if (at < 0) return null;
    } else if (sign === '{') {
      if (depth === 0) start = at;
      depth += 1;
    } else if (sign === '}') {
      depth -= 1;
      if (depth < 0) return null;
      if (depth === 0) documents.push({ offset: start, length: at + 1 - start });
      if (documents.length >= most) return documents;
    }
  }
  return depth === 0 ? documents : null;
}

function endOfText(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let before = at - 1;
    while (text[before] === '\\') before -= 1;
    if ((at - before) % 2 === 1) return at;
  }
  return -1;
}

function parsed(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

/** Lines between them; what is no error says nothing. */
function errorsIn(
  text: string,
  start: number,
): readonly { readonly text: string; readonly offset: number; readonly content: { readonly error: ErrorText } }[] {
  return [...text.matchAll(/^.*An error occurred .*$/gmu)].flatMap((match) => {
    const error = errorTextOf(match[0]);
    return error === null ? [] : [{ text: match[0], offset: start + match.index, content: { error } }];
  });
}
