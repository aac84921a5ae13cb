/**
 * Command lines that leave nothing to interpret, read without the parser: a command, options by their full names, each with its
 * value, and positional arguments. Loading and running the parser takes longer than a small audit. All else, from `--help` to
 * every mistake, is the parser's: null.
 */
import type { Options, PositionalOptions } from 'yargs';

export interface WordsDefinition {
  /** `audit [input..]` */
  readonly words: string;
  readonly positionals: Readonly<Record<string, PositionalOptions>>;
  readonly options: Readonly<Record<string, Options>>;
}

type Value = string | number | boolean | readonly string[];

/** What the parser would have made of `given`, the words behind the command's name. */
export function readPlainWords(
  given: readonly string[],
  { words, options, positionals: allowed }: WordsDefinition,
): Readonly<Record<string, unknown>> | null {
  if (!given.every(isPlain)) return null;
  const values = new Map<string, Value>();
  const positionals: string[] = [];
  for (let index = 0; index < given.length; index += 1) {
    const word = given[index] ?? '';
    if (!word.startsWith('-')) {
      positionals.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const flag = equals < 0 ? word : word.slice(0, equals);
    const option = optionOf(flag, options);
    if (option === null) return null;
    if (option.type === 'boolean') {
      if (equals >= 0 || values.has(option.name)) return null;
      values.set(option.name, !option.isNegated);
      continue;
    }
    if (equals < 0) index += 1;
    const text = equals < 0 ? (given[index] ?? '') : word.slice(equals + 1);
    const value = valueOf(text, option, values.get(option.name));
    if (value === null) return null;
    values.set(option.name, value);
  }
  for (const [name, option] of Object.entries(options)) {
    if (values.has(name)) continue;
    if (option.demandOption !== undefined && option.demandOption !== false) return null;
    if (option.default !== undefined) values.set(name, option.default as Value);
  }
  const placed = placePositionals(positionals, words, allowed);
  return placed === null ? null : { ...Object.fromEntries(values), ...placed };
}

/** The parser takes quotes off, and reads these words as values of the switch before them. */
function isPlain(word: string): boolean {
  return word !== '' && !/["']/u.test(word) && word !== 'true' && word !== 'false';
}

interface Option {
  readonly name: string;
  readonly type: Options['type'];
  readonly isList: boolean;
  readonly isNegated: boolean;
  readonly choices: Options['choices'];
}

function optionOf(flag: string, options: WordsDefinition['options']): Option | null {
  const named = (name: string, isNegated: boolean): Option | null => {
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (option === undefined || (isNegated && option.type !== 'boolean')) return null;
    return { name, type: option.type, isList: option.array === true, isNegated, choices: option.choices };
  };
  if (flag.startsWith('--no-')) return named(flag.slice(5), true);
  if (flag.startsWith('--')) return named(flag.slice(2), false);
  const aliased = Object.entries(options).find(([, { alias }]) => alias === flag.slice(1));
  return aliased === undefined ? null : named(aliased[0], false);
}

function valueOf(text: string, { type, isList, choices }: Option, before: Value | undefined): Value | null {
  if (text === '' || text.startsWith('-')) return null;
  if (choices !== undefined && !choices.includes(text)) return null;
  if (isList) return [...(Array.isArray(before) ? (before as readonly string[]) : []), text];
  if (before !== undefined) return null;
  if (type !== 'number') return text;
  return /^[1-9]\d{0,8}$/u.test(text) ? Number(text) : null;
}

/** By the command's notation: `<one>`, `[one]`, `<many..>`, `[many..]`. */
function placePositionals(
  given: readonly string[],
  words: string,
  allowed: WordsDefinition['positionals'],
): Readonly<Record<string, Value>> | null {
  const placed: Record<string, Value> = {};
  const left = [...given];
  for (const [, opening, name = '', isMany] of words.matchAll(/([<[])([\w-]+)(\.\.)?[>\]]/gu)) {
    const [first] = left;
    if (first === undefined) {
      if (opening === '<') return null;
      if (isMany !== undefined) placed[name] = [];
      continue;
    }
    if (allowed[name]?.choices?.includes(first) === false) return null;
    placed[name] = isMany === undefined ? first : [...left];
    left.splice(0, isMany === undefined ? 1 : left.length);
  }
  return left.length === 0 ? placed : null;
}
