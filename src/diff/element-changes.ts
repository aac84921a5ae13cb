import { canonicalJson, shortJson } from '../basics/canonical-json.js';

type Elements = Readonly<Record<string, unknown>>;

function asTexts(value: unknown): readonly string[] | null {
  const list = Array.isArray(value) ? value : [value];
  return list.every((one) => typeof one === 'string') ? list : null;
}

/** Elements of a statement that are lists of texts, or a single text in place of a list of one. */
const listElements = new Set(['Action', 'NotAction', 'Resource', 'NotResource']);

const listDetails = function* (name: string, before: readonly string[], after: readonly string[]): Iterable<string> {
  const [old, current] = [new Set(before), new Set(after)];
  const lost = before.filter((text) => !current.has(text));
  const gained = after.filter((text) => !old.has(text));
  if (lost.length > 0) yield `${name} loses ${lost.join(', ')}`;
  if (gained.length > 0) yield `${name} gains ${gained.join(', ')}`;
};

const elementDetails = function* (name: string, was: unknown, is: unknown): Iterable<string> {
  if (was === undefined) yield `${name} is new: ${shortJson(is)}`;
  else if (is === undefined) yield `${name} is gone: was ${shortJson(was)}`;
  else {
    const [before, after] = listElements.has(name) ? [asTexts(was), asTexts(is)] : [null, null];
    if (before !== null && after !== null) yield* listDetails(name, before, after);
    else yield `${name} is ${shortJson(is)}, was ${shortJson(was)}`;
  }
};

/** How two JSON objects differ, element by element, as phrases. */
export function elementChanges(was: Elements, is: Elements): readonly string[] {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  return names
    .filter((name) => canonicalJson(was[name]) !== canonicalJson(is[name]))
    .flatMap((name) => [...elementDetails(name, was[name], is[name])]);
}
