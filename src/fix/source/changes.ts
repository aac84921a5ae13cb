/**
 * What changes between two values, as the smallest edits of the text that says the first: comments, order and form of everything else
 * stay. Where the text does not plainly say it (a function of the template, a value from elsewhere) there is no edit.
 */
import { pointerTo } from '../../sources/json/json-pointer.js';
import { isObject } from '../change/json-place.js';
import { insertedItems, insertedMembers, replaced, wrapped } from './insert.js';
import { literalOf, saysTheSame } from './read-source.js';
import type { SourceText, TextEdit, TextNode } from './text-node.js';

type Path = readonly (string | number)[];

/** Null where there is not a plain edit. */
export function changesOf(
  source: SourceText,
  node: TextNode,
  { before, after }: { readonly before: unknown; readonly after: unknown },
  path: Path = [],
): readonly TextEdit[] | null {
  if (saysTheSame(before, after)) return [];
  return inside(source, node, { before, after }, path) ?? instead(source, node, { before, after }, path);
}

interface Values {
  readonly before: unknown;
  readonly after: unknown;
}

function at(path: Path): string {
  return pointerTo(path.map(String));
}

function inside(source: SourceText, node: TextNode, { before, after }: Values, path: Path): readonly TextEdit[] | null {
  if (isObject(before) && isObject(after) && node.kind === 'map')
    return ofMembers(source, node, { before, after }, path);
  if (Array.isArray(before) && Array.isArray(after) && node.kind === 'list')
    return ofItems(source, node, { before, after }, path);
  // One value, or a list of it: the same to AWS.
  if (Array.isArray(after) && !Array.isArray(before) && after.length > 1 && saysTheSame(after[0], before))
    return wrapped(source, node, after.slice(1), at(path));
  return null;
}

function ofMembers(
  source: SourceText,
  node: TextNode,
  { before, after }: { readonly before: object; readonly after: object },
  path: Path,
): readonly TextEdit[] | null {
  if (Object.keys(before).some((name) => !Object.hasOwn(after, name))) return null;
  const edits: TextEdit[] = [];
  const added: (readonly [string, unknown])[] = [];
  for (const [name, value] of Object.entries(after) as [string, unknown][]) {
    if (!Object.hasOwn(before, name)) {
      added.push([name, value]);
      continue;
    }
    const own: unknown = (before as Readonly<Record<string, unknown>>)[name];
    if (saysTheSame(own, value)) continue;
    const member = node.members.get(name)?.value;
    const inner =
      member === undefined ? null : changesOf(source, member, { before: own, after: value }, [...path, name]);
    if (inner === null) return null;
    for (const each of inner) edits.push(each);
  }
  if (added.length === 0) return edits;
  const inserted = insertedMembers(source, node, added, (name) => at([...path, name]));
  return inserted === null ? null : [...edits, ...inserted];
}

function ofItems(
  source: SourceText,
  node: TextNode,
  { before, after }: { readonly before: readonly unknown[]; readonly after: readonly unknown[] },
  path: Path,
): readonly TextEdit[] | null {
  if (node.items.length !== before.length || after.length < before.length) return null;
  const edits: TextEdit[] = [];
  for (const [index, item] of node.items.entries()) {
    const inner = changesOf(source, item, { before: before[index], after: after[index] }, [...path, index]);
    if (inner === null) return null;
    for (const each of inner) edits.push(each);
  }
  const added = after.slice(before.length);
  if (added.length === 0) return edits;
  const inserted = insertedItems(source, node, added, (index) => at([...path, before.length + index]));
  return inserted === null ? null : [...edits, ...inserted];
}

/** The value as a whole, where the text says nothing but what was there. */
function instead(
  source: SourceText,
  node: TextNode,
  { before, after }: Values,
  path: Path,
): readonly TextEdit[] | null {
  const literal = literalOf(node);
  if (literal === undefined) return null;
  if (saysTheSame(literal, before)) return replaced(source, node, after, at(path));
  // A document inside of a text.
  if (node.kind !== 'scalar' || !isObject(before) || !saysTheSame(parsed(String(node.value)), before)) return null;
  return replaced(source, node, JSON.stringify(after), at(path));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Laid over what the text says, as a JSON Merge Patch; nothing is taken away. */
export function overlaid(source: SourceText, node: TextNode, value: object): readonly TextEdit[] | null {
  if (node.kind !== 'map') return null;
  const edits: TextEdit[] = [];
  const added: (readonly [string, unknown])[] = [];
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    const own = node.members.get(name)?.value;
    if (member === null) return null;
    if (own === undefined) {
      added.push([name, member]);
      continue;
    }
    const inner = isObject(member) ? overlaid(source, own, member) : overScalar(source, own, member);
    if (inner === null) return null;
    for (const each of inner) edits.push(each);
  }
  const inserted = added.length === 0 ? [] : insertedMembers(source, node, added, (name) => at([name]));
  return inserted === null ? null : [...edits, ...inserted];
}

function overScalar(source: SourceText, node: TextNode, value: unknown): readonly TextEdit[] | null {
  const literal = literalOf(node);
  if (literal === undefined) return null;
  return saysTheSame(literal, value) ? [] : replaced(source, node, value, '');
}
