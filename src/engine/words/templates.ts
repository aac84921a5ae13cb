/**
 * Texts of rules: a template is taken apart once, and filled often. `{{name}}` stands for a value. In a message two bars part what is
 * wrong from what follows, with the words that join them in between: `Versioning is off|, so |nothing is replicated.`
 */
import { capital } from '../../basics/capital.js';

/** A rule did something a rule must not do. */
export class RuleFault extends Error {
  override readonly name = 'RuleFault';
}

type Data = Readonly<Record<string, string>>;

/** Texts and names of values in turn. */
type Parts = readonly string[];

const templates = new Map<string, Parts>();

function partsOf(template: string): Parts {
  let parts = templates.get(template);
  if (parts === undefined) templates.set(template, (parts = template.split(/\{\{(\w+)\}\}/u)));
  return parts;
}

/** @throws RuleFault where the data has no value of a name */
export function fill(template: string, data: Data): string {
  let text = '';
  for (const [index, part] of partsOf(template).entries()) text += index % 2 === 0 ? part : valueOf(part, data);
  return text;
}

function valueOf(name: string, data: Data): string {
  if (!Object.hasOwn(data, name)) throw new RuleFault(`no data for {{${name}}}`);
  return data[name] ?? '';
}

export interface Said {
  readonly message: string;
  /** What is wrong, as sentences. */
  readonly why: string;
  /** What follows, as sentences; null where the message does not say it. */
  readonly effect: string | null;
}

/** A message, whole and in its two parts. */
export function said(template: string, data: Data): Said {
  const [first = '', joint, rest] = template.split('|');
  if (joint === undefined || rest === undefined) {
    const message = fill(template, data);
    return { message, why: message, effect: null };
  }
  const why = fill(first, data);
  const effect = fill(rest, data);
  return {
    message: `${why}${joint}${effect}`,
    why: closed(why),
    effect: effect === '' ? null : closed(sentence(effect)),
  };
}

function closed(text: string): string {
  return /[.!?]$/u.test(text) ? text : `${text}.`;
}

/** A name in front keeps its letters: `s3:ReplicateObject`, `kms:Decrypt`. */
function sentence(text: string): string {
  return /^[a-z]+[ ,]/u.test(text) ? capital(text) : text;
}

/** Most characters of a headline. */
export const headlineLimit = 120;

/** Values are cut to no less than that. */
const leastValue = 16;

/**
 * A headline: values without ARNs, and no longer than the limit. Of names that are too long the middle is left out, of prose the end.
 * @param plain - gives a value as it is to be read
 */
export function headline(template: string, data: Data, plain: (text: string) => string): string {
  const parts = partsOf(template).map((part, index) =>
    index % 2 === 0 ? part : plain(valueOf(part, data)).replace(/\.$/u, ''),
  );
  if (parts.length === 3 && parts[0] === '' && parts[2] === '') return cutEnd(parts[1] ?? '');
  for (let excess = lengthOf(parts) - headlineLimit; excess > 0; excess = lengthOf(parts) - headlineLimit) {
    const longest = parts.reduce(
      (most, part, index) => (index % 2 === 1 && part.length > (parts[most] ?? '').length ? index : most),
      1,
    );
    const value = parts[longest] ?? '';
    if (value.length <= leastValue) break;
    parts[longest] = cutMiddle(value, Math.max(leastValue, value.length - excess));
  }
  return cutEnd(parts.join(''));
}

function lengthOf(parts: Parts): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

function cutMiddle(text: string, length: number): string {
  const half = Math.floor((length - 1) / 2);
  return `${text.slice(0, half)}…${text.slice(text.length - half)}`.replace(
    /[\uD800-\uDBFF](?=…)|(?<=…)[\uDC00-\uDFFF]/gu,
    '',
  );
}

/** At the end of a word. */
function cutEnd(text: string): string {
  if (text.length <= headlineLimit) return text;
  const kept = text.slice(0, headlineLimit - 1).replace(/\s+\S*$/u, '');
  return `${kept.replace(/[\s,;:(]+$/u, '')}…`;
}
