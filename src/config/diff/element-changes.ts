import { canonicalJson, shortJson } from './canonical-json.js';

type Elements = Readonly<Record<string, unknown>>;

const asTexts = (value: unknown): readonly string[] | null => {
  const list = Array.isArray(value) ? value : [value];
  return list.every((one) => typeof one === 'string') ? list : null;
};

/** `Action loses kms:Encrypt` where both are lists of texts; else the element whole. */
const elementDetails = function* (name: string, was: unknown, is: unknown): Iterable<string> {
  const [before, after] = [asTexts(was), asTexts(is)];
  if (was === undefined || is === undefined || before === null || after === null || name === 'Effect' || name === 'Sid') {
    if (was === undefined) yield `${name} is new: ${shortJson(is)}`;
    else if (is === undefined) yield `${name} is gone: was ${shortJson(was)}`;
    else yield `${name} is ${shortJson(is)}, was ${shortJson(was)}`;
    return;
  }
  const [old, current] = [new Set(before), new Set(after)];
  const lost = before.filter((text) => !current.has(text));
  const gained = after.filter((text) => !old.has(text));
  if (lost.length > 0) yield `${name} loses ${lost.join(', ')}`;
  if (gained.length > 0) yield `${name} gains ${gained.join(', ')}`;
};

/** How two JSON objects differ, element by element, as phrases. */
export const elementChanges = (was: Elements, is: Elements): readonly string[] => {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  return names
    .filter((name) => canonicalJson(was[name]) !== canonicalJson(is[name]))
    .flatMap((name) => [...elementDetails(name, was[name], is[name])]);
};
