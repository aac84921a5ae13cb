/**
 * Functions that take regular expressions. They are RE2's, as in Terraform: matching takes time in proportion to the text, whatever the
 * expression. Source: Terraform Language, "regex", "regexall", "replace"; Go, package regexp.
 */
import { RE2JS } from 're2js';
import { hasStandIn } from '../../../../basics/stand-in.js';
import { Unknown, type Value } from '../../model.js';
import { HclError, LimitError } from '../hcl/hcl-error.js';
import { toText } from '../hcl/values.js';
import { asList } from '../types/kinds.js';
import { elementOf, type Table } from './given.js';

type Matcher = ReturnType<RE2JS['matcher']>;

const longestPattern = 2_000;
/** Of what RE2 makes of an expression; it allows a thousand repetitions within each other. */
const mostStates = 100_000;
const longestText = 1_000_000;

function compiled(pattern: string): RE2JS {
  if (pattern.length > longestPattern) throw new LimitError('this regular expression is too long');
  try {
    return RE2JS.compile(pattern);
  } catch {
    throw new HclError('this regular expression is not valid');
  }
}

/** Both as texts that are known, or what is open. */
function textsOf(pattern: Value, value: Value): readonly [string, string] | Unknown {
  const [expression, text] = [toText(pattern), toText(value)];
  if (expression instanceof Unknown) return expression;
  if (text instanceof Unknown) return text;
  if (hasStandIn(expression) || hasStandIn(text)) return new Unknown('regex()', 'it looks into text that is not known');
  if (text.length > longestText) throw new LimitError('this text is too long');
  return [expression, text];
}

/** The whole match; with groups a list of them, with names an object. Groups that took no part are null. */
function matched(expression: RE2JS, matcher: Matcher): Value {
  const names = Object.entries(expression.namedGroups());
  const count = expression.groupCount();
  if (count === 0) return matcher.group() ?? null;
  if (names.length === 0) return Array.from({ length: count }, (_, index) => matcher.group(index + 1) ?? null);
  if (names.length < count) throw new HclError('a regular expression has groups with and without names');
  return Object.fromEntries(names.map(([name, index]) => [name, matcher.group(index) ?? null]));
}

function first(pattern: Value, value: Value): Value {
  const texts = textsOf(pattern, value);
  if (texts instanceof Unknown) return texts;
  const expression = compiled(texts[0]);
  const matcher = expression.matcher(texts[1]);
  if (!matcher.find()) throw new HclError('the regular expression matches nothing');
  return matched(expression, matcher);
}

function all(pattern: Value, value: Value): Value {
  const texts = textsOf(pattern, value);
  if (texts instanceof Unknown) return texts;
  const expression = compiled(texts[0]);
  const matcher = expression.matcher(texts[1]);
  const found: Value[] = [];
  while (matcher.find()) found.push(matched(expression, matcher));
  return asList(found, elementOf(found));
}

/** `$1`, `${1}`, `$name`, `${name}`, and `$$` for a dollar. */
const references = /\$(?:\$|\{(?<braced>\w+)\}|(?<plain>\w+))/gu;

/** @param pattern - without the slashes around it */
export function replacedByPattern(text: string, pattern: string, substitute: string): Value {
  const texts = textsOf(pattern, text);
  if (texts instanceof Unknown) return texts;
  const expression = compiled(pattern);
  const names = expression.namedGroups();
  const matcher = expression.matcher(text);
  let [result, from] = ['', 0];
  let length = 0;
  while (matcher.find()) {
    const expanded = substitute.replace(references, (_whole, braced?: string, plain?: string) => {
      const name = braced ?? plain;
      if (name === undefined) return '$';
      const index = /^\d+$/u.test(name) ? Number(name) : names[name];
      if (index === undefined || index > expression.groupCount()) return '';
      const group = matcher.group(index) ?? '';
      length += group.length;
      if (length > longestText) throw new LimitError('this text is too long');
      return group;
    });
    result += text.slice(from, matcher.start()) + expanded;
    from = matcher.end();
    if (result.length > longestText) throw new LimitError('this text is too long');
  }
  return result + text.slice(from);
}

/**
 * What a function has to do for a regular expression: states for each character of the text.
 * @throws LimitError where its repetitions make too many states
 */
export function patternWork(name: string, given: readonly Value[]): number {
  const [pattern, text] = name === 'replace' ? [given[1], given[0]] : given;
  if (typeof pattern !== 'string' || typeof text !== 'string') return 0;
  if (name === 'replace' && !(pattern.startsWith('/') && pattern.endsWith('/'))) return 0;
  let repeated = 1;
  for (const [, ...counts] of pattern.matchAll(/\{(\d{1,9})(?:,(\d{0,9}))?\}/gu))
    repeated = Math.min(1_000, repeated * Math.max(1, ...counts.map(Number).filter(Number.isFinite)));
  const states = pattern.length * repeated;
  if (states > mostStates) throw new LimitError('this regular expression is too long');
  return states * (8 + text.length);
}

export const patternFunctions: Table = {
  regex: (pattern, value) => first(pattern ?? null, value ?? null),
  regexall: (pattern, value) => all(pattern ?? null, value ?? null),
};
