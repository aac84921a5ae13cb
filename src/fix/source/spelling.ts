/** How a text spells values: names that its own code gives are referred to, not written out. */
import { hasStandIn, stretchesOf } from '../../basics/stand-in.js';
import { isObject } from '../change/json-place.js';

/**
 * The value as it is to be written; undefined where it holds what the text has no word for.
 * @param substitute from a text with `${Name}` to what refers to it
 */
export type Spelling = (value: unknown, substitute: (text: string) => unknown) => unknown;

/** @param isName whether `${name}` means something in the text */
export function spellingWith(isName: (name: string) => boolean): Spelling {
  const spelled: Spelling = (value, substitute) => {
    if (typeof value === 'string') return spelledText(value, isName, substitute);
    if (Array.isArray(value)) {
      const items = value.map((each) => spelled(each, substitute));
      return items.includes(undefined) ? undefined : items;
    }
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(([name, member]) => [name, spelled(member, substitute)] as const);
    return entries.some(([name, member]) => member === undefined || hasStandIn(name))
      ? undefined
      : Object.fromEntries(entries);
  };
  return spelled;
}

function spelledText(text: string, isName: (name: string) => boolean, substitute: (text: string) => unknown): unknown {
  if (!hasStandIn(text)) return text;
  const parts = stretchesOf(text).map((stretch) => {
    if (stretch.kind === 'text') return stretch.text.replaceAll('${', '${!');
    return stretch.kind === 'stand-in' && isName(stretch.standIn.address) ? `\${${stretch.standIn.address}}` : null;
  });
  return parts.includes(null) ? undefined : substitute(parts.join(''));
}
