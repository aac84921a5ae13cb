/** Functions of text and numbers. Source: Terraform Language, "Built-in Functions". */
import { createHash } from 'node:crypto';
import { normalize } from 'node:path/posix';
import { hasStandIn } from '../../../../basics/stand-in.js';
import { Unknown, type Value } from '../../model.js';
import { HclError, LimitError } from '../hcl/hcl-error.js';
import { numbersOf, orNull, type Table } from './given.js';
import { closedJson, escapedJson } from './encoding.js';
import { replaced } from './replace.js';
import { asList } from '../types/kinds.js';
import { string } from '../types/type.js';
import { largestValue, weightOf } from '../types/weight.js';
import { isList } from '../../values.js';
import { listOf, toBool, toNumber, toText } from '../hcl/values.js';

/** A text whose characters count; one with stand-ins leaves the result open. */
function plain(value: Value | undefined, name: string): string | Unknown {
  const text = toText(value ?? null);
  if (text instanceof Unknown) return text;
  return hasStandIn(text) ? new Unknown(`${name}()`, 'it looks into text that is not known') : text;
}

function onText(name: string, work: (text: string) => Value): (...given: Value[]) => Value {
  return (value) => {
    const text = plain(value, name);
    return text instanceof Unknown ? text : work(text);
  };
}

function onTexts(name: string, work: (...texts: string[]) => Value): (...given: Value[]) => Value {
  return (...given) => {
    const texts = given.map((each) => plain(each, name));
    const open = texts.find((each) => each instanceof Unknown);
    return open ?? work(...(texts as string[]));
  };
}

function onNumbers(work: (...numbers: number[]) => number): (...given: Value[]) => Value {
  return (...given) => {
    const numbers = numbersOf(given);
    return numbers instanceof Unknown ? numbers : work(...numbers);
  };
}

function trimmed(text: string, characters: string): string {
  const cut = new Set(characters);
  const points = [...text];
  const isKept = (point: string): boolean => !cut.has(point);
  const from = points.findIndex(isKept);
  return from < 0 ? '' : points.slice(from, points.findLastIndex(isKept) + 1).join('');
}

/** Also of texts that are partly known: what is put between them does not look into them. */
function joined(separator: Value, ...lists: Value[]): Value {
  const texts: string[] = [];
  for (const list of lists) {
    const items = listOf(list);
    if (items instanceof Unknown) return items;
    for (const item of items) {
      const text = toText(item);
      if (text instanceof Unknown) return text;
      texts.push(text);
    }
  }
  const between = toText(separator);
  if (between instanceof Unknown) return between;
  checkLength(
    'join',
    texts.reduce((sum, text) => sum + text.length + between.length, 0),
  );
  return texts.join(between);
}

/** Before such a text is made. @throws LimitError where it would be too long */
export function checkLength(name: string, length: number): void {
  if (length > largestValue) throw new LimitError(`${name}() makes a text that is too long`);
}

/** `%s`, `%d`, `%q`, `%v`, `%%`, with widths only where they change nothing. */
function formatted(format: string, given: readonly Value[]): Value {
  let next = 0;
  let open: Unknown | null = null;
  let isBeyond = false;
  let length = format.length;
  const text = format.replaceAll(
    /%(%|(-?\d+)?(?:\.(\d+))?([sdqvt]))|%/gu,
    (whole, all?: string, width?: string, precision?: string, verb?: string) => {
      if (all === '%') return '%';
      if (verb === undefined) isBeyond = true;
      // Which values later verbs take is not known either.
      if (isBeyond) return whole;
      if (next >= given.length) throw new HclError('format() has too few arguments');
      const value = given[next] ?? null;
      next += 1;
      if (value instanceof Unknown) {
        open = value;
        return '';
      }
      if (precision !== undefined) open ??= new Unknown('format()', 'a precision is not worked out');
      const rendered = renderedVerb(verb ?? '', value);
      if (rendered instanceof Unknown) {
        open = rendered;
        return '';
      }
      const piece = padded(rendered, width);
      checkLength('format', (length += piece.length));
      return piece;
    },
  );
  if (isBeyond) return new Unknown('format()', 'a verb is not worked out');
  if (next < given.length) throw new HclError('format() has too many arguments');
  return open ?? text;
}

function formattedList(format: string, given: readonly Value[]): Value {
  const lengths = new Set(given.flatMap((each) => (isList(each) ? [each.length] : [])));
  if (lengths.size > 1) throw new HclError('formatlist() needs lists of one length');
  const [length = 1] = lengths;
  const fixed = given.reduce((sum: number, each) => sum + (isList(each) ? 0 : weightOf(each)), format.length);
  checkLength('formatlist', length * fixed);
  const lines = Array.from({ length }, (_, index) => {
    const line = given.map((each) => (isList(each) ? (each[index] ?? null) : each));
    return { text: formatted(format, line), isOpen: line.some((each) => each instanceof Unknown) };
  });
  // A line that is not worked out may be one that Terraform refuses.
  const unclear = lines.find(({ text, isOpen }) => text instanceof Unknown && !isOpen);
  return (
    unclear?.text ??
    asList(
      lines.map(({ text }) => text),
      string,
    )
  );
}

function renderedVerb(verb: string, value: Value): string | Unknown {
  if (verb === 'd') {
    const number = toNumber(value);
    return number instanceof Unknown ? number : String(Math.trunc(number));
  }
  if (verb === 'v' && typeof value === 'number' && Math.abs(value) >= 100_000)
    return new Unknown('format()', 'how it writes a large number is not worked out');
  if (verb === 'v' && typeof value === 'object') return escapedJson(closedJson(value));
  // In a list of formatlist().
  if (value === null) return new Unknown('format()', 'null is not worked out');
  const text = toText(verb === 't' ? toBool(value) : value);
  if (text instanceof Unknown) return text;
  return verb === 'q' ? escapedJson(text) : text;
}

function padded(text: string, width: string | undefined): string {
  if (width === undefined) return text;
  if (width.startsWith('0')) {
    const [sign, digits] = text.startsWith('-') ? ['-', text.slice(1)] : ['', text];
    return sign + digits.padStart(Math.min(1_000, Number(width)) - sign.length, '0');
  }
  const size = Math.min(1_000, Math.abs(Number(width)));
  return width.startsWith('-') ? text.padEnd(size) : text.padStart(size);
}

/** Without line ends at its end. */
function chomped(text: string): string {
  let end = text.length;
  while (text[end - 1] === '\n') end -= text[end - 2] === '\r' ? 2 : 1;
  return text.slice(0, end);
}

function withoutSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end -= 1;
  return text.slice(0, end);
}

/** As Go has it: a letter whose other case is several letters stays. */
function letterByLetter(text: string, change: (letter: string) => string): string {
  return [...text]
    .map((letter) => {
      const changed = change(letter);
      return [...changed].length === 1 ? changed : letter;
    })
    .join('');
}

export const textFunctions: Table = {
  lower: onText('lower', (text) => letterByLetter(text, (letter) => letter.toLowerCase())),
  upper: onText('upper', (text) => letterByLetter(text, (letter) => letter.toUpperCase())),
  // What stands before a word, as Go has it: of ASCII all but letters, digits and _, of other characters white space.
  title: onText('title', (text) =>
    text.replaceAll(/(?<=^|[^\w\u0080-\u{10ffff}]|\s)\p{L}/gu, (letter) => letter.toUpperCase()),
  ),
  trimspace: onText('trimspace', (text) => text.trim()),
  chomp: onText('chomp', chomped),
  basename: onText('basename', (text) => withoutSlashes(text).split('/').at(-1) || (text === '' ? '.' : '/')),
  dirname: onText('dirname', (text) =>
    normalize(text.slice(0, text.lastIndexOf('/') + 1) || '.').replace(/(?<=.)\/$/u, ''),
  ),
  strrev: onText('strrev', (text) => [...text].reverse().join('')),
  trim: onTexts('trim', (text, characters = '') => trimmed(text, characters)),
  trimprefix: onTexts('trimprefix', (text, prefix = '') =>
    text.startsWith(prefix) ? text.slice(prefix.length) : text,
  ),
  trimsuffix: onTexts('trimsuffix', (text, suffix = '') =>
    suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
  ),
  startswith: onTexts('startswith', (text, prefix = '') => text.startsWith(prefix)),
  endswith: onTexts('endswith', (text, suffix = '') => text.endsWith(suffix)),
  strcontains: onTexts('strcontains', (text, part = '') => text.includes(part)),
  split: (separator, value) => {
    const [by, text] = [plain(separator, 'split'), plain(value, 'split')];
    if (by instanceof Unknown) return by;
    if (text instanceof Unknown) return text;
    return asList(text.split(by), string);
  },
  join: joined,
  replace: (value, search, substitute) => replaced(value ?? null, search ?? null, substitute ?? null),
  substr: (value, from, length) => {
    const text = plain(value, 'substr');
    const [start, size] = [toNumber(from ?? 0), toNumber(length ?? -1)];
    if (text instanceof Unknown) return text;
    if (start instanceof Unknown) return start;
    if (size instanceof Unknown) return size;
    if (!Number.isInteger(start) || !Number.isInteger(size)) throw new HclError('substr() needs whole numbers');
    // Terraform gives a character there, which nobody documents.
    if (size === 0 && start < 0) return new Unknown('substr()', 'a length of 0 from the end is not worked out');
    const points = [...text];
    const at = start < 0 ? Math.max(0, points.length + start) : start;
    return points.slice(at, size < 0 ? undefined : at + size).join('');
  },
  format: (pattern, ...given) => {
    const text = toText(pattern ?? null);
    if (given.includes(null)) return new Unknown('format()', 'null is not worked out');
    return text instanceof Unknown ? text : formatted(text, given);
  },
  formatlist: (pattern, ...given) => {
    const text = toText(pattern ?? null);
    if (text instanceof Unknown) return text;
    if (given.includes(null)) return new Unknown('formatlist()', 'null is not worked out');
    return formattedList(text, given);
  },
  md5: onText('md5', (text) => createHash('md5').update(text).digest('hex')),
  sha1: onText('sha1', (text) => createHash('sha1').update(text).digest('hex')),
  sha256: onText('sha256', (text) => createHash('sha256').update(text).digest('hex')),
  tostring: orNull(toText),
  tonumber: orNull(toNumber),
  tobool: orNull(toBool),
  abs: onNumbers(Math.abs),
  ceil: onNumbers(Math.ceil),
  floor: onNumbers(Math.floor),
  max: onNumbers(Math.max),
  min: onNumbers(Math.min),
  parseint: (value, base) => {
    const text = plain(value, 'parseint');
    const radix = toNumber(base ?? 10);
    if (text instanceof Unknown) return text;
    if (radix instanceof Unknown) return radix;
    const isNumber = /^[-+]?[0-9a-z]+$/iu.test(text) && radix >= 2 && radix <= 36;
    const number = isNumber ? Number.parseInt(text, radix) : Number.NaN;
    const digits = text.replace(/^[-+]?0*(?=.)/u, '').toLowerCase();
    if (Math.abs(number) > Number.MAX_SAFE_INTEGER) return new Unknown('parseint()', 'the number is too large');
    if (Number.isNaN(number) || Math.abs(number).toString(radix) !== digits)
      throw new HclError('parseint() needs a number');
    return number;
  },
};
