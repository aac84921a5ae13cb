/**
 * `replace()`, also in texts that are partly known: what is known is replaced, and what is not becomes another value that nobody knows,
 * unless it cannot hold what is looked for. Source: Terraform Language, "replace".
 */
import { openText, type Stretch, stretchesOf, type StandInKind, hasStandIn } from '../../../../basics/stand-in.js';
import { Unknown, type Value } from '../../model.js';
import { LimitError } from '../hcl/hcl-error.js';
import { toText } from '../hcl/values.js';
import { largestValue } from '../types/weight.js';
import { replacedByPattern } from './patterns.js';

/** It is compared with the ends of all that is known of a text. */
const longestSought = 1_000;

export function replaced(value: Value, search: Value, substitute: Value): Value {
  const [text, from, to] = [toText(value), toText(search), toText(substitute)];
  if (text instanceof Unknown) return text;
  if (from instanceof Unknown) return from;
  if (to instanceof Unknown) return to;
  if (hasStandIn(from)) return new Unknown('replace()', 'what it looks for is not known');
  if (from.length > 1 && from.startsWith('/') && from.endsWith('/'))
    return replacedByPattern(text, from.slice(1, -1), to);
  if (from.length > longestSought) throw new LimitError('replace() looks for a text that is too long');
  const most = from === '' ? text.length + 1 : text.split(from).length - 1;
  if (text.length + most * to.length > largestValue) throw new LimitError('replace() makes a text that is too long');
  return hasStandIn(text) ? inStretches(text, from, to) : text.replaceAll(from, () => to);
}

function inStretches(text: string, from: string, to: string): Value {
  const stretches = stretchesOf(text);
  if (from === '' || stretches.some((each, index) => mayStraddle([each, stretches[index + 1]], from)))
    return new Unknown('replace()', 'what it looks for may begin or end in text that is not known');
  const pieces = stretches.map((stretch) => {
    if (stretch.kind === 'text') return stretch.text.replaceAll(from, () => to);
    return stretch.kind === 'stand-in' && holds(stretch, from).whole
      ? openText(`replace(${stretch.standIn.address}, ${JSON.stringify(from)}, ${JSON.stringify(to)})`)
      : stretch.text;
  });
  return pieces.join('');
}

/** Whether it may begin in one stretch and end in the next, or behind it. */
function mayStraddle([one, next]: readonly [Stretch, Stretch | undefined], from: string): boolean {
  if (next === undefined || (one.kind === 'text' && next.kind === 'text')) return false;
  if (one.kind !== 'text' && next.kind !== 'text') return holds(one, from).part && holds(next, from).part;
  const [known, open] = one.kind === 'text' ? [one.text, next] : [next.kind === 'text' ? next.text : '', one];
  if (!holds(open, from).part) return false;
  for (let at = 1; at < from.length; at += 1)
    if (one.kind === 'text' ? known.endsWith(from.slice(0, at)) : known.startsWith(from.slice(at))) return true;
  return false;
}

/** Characters of the names that AWS and the provider make up. */
const characters: Readonly<Record<StandInKind, RegExp>> = {
  bucket: /^[a-z0-9.-]$/u,
  role: /^[\w+=,.@-]$/u,
  policy: /^[\w+=,.@-]$/u,
  key: /^[0-9a-f-]$/u,
  'mrk-key': /^[0-9a-f]$/u,
  account: /^\d$/u,
  region: /^[a-z0-9-]$/u,
  text: /^/u,
};

/** Whether what is looked for may stand in it, as a whole or in part. */
function holds(stretch: Stretch, from: string): { readonly whole: boolean; readonly part: boolean } {
  if (stretch.kind !== 'stand-in') return { whole: true, part: true };
  const fits = [...from].map((character) => characters[stretch.standIn.kind].test(character));
  return { whole: !fits.includes(false), part: fits.includes(true) };
}
