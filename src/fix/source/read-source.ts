/** Texts as trees with places, by the libraries that read them. */
import { parseTree, type Node as JsonNode, type ParseError } from 'jsonc-parser';
import { isMap, isScalar, isSeq, parseDocument, Scalar, stringify } from 'yaml';
import { isObject } from '../change/json-place.js';
import type { Spelling } from './spelling.js';
import type { SourceText, TextMember, TextNode } from './text-node.js';

const mostCharacters = 5_000_000;

/** Null where the text is neither, or is too large to be edited by a person. */
export function readSource(text: string, spelling: Spelling): SourceText | null {
  if (text.length > mostCharacters) return null;
  return /^\s*[[{]/u.test(text) ? readJson(text, spelling) : readYaml(text, spelling);
}

// ---- JSON ---------------------------------------------------------------------------------------------------------

function readJson(text: string, spelling: Spelling): SourceText | null {
  const tree = parseTree(text);
  if (tree === undefined) return null;
  const inFlow = flowOf(spelling);
  const root = jsonNode(tree, 0);
  return { text, root, form: 'json', labelOf, spelled: (value) => inFlow(value, '  '), spelledInFlow: inFlow };
}

function labelOf(name: string): string {
  return `${JSON.stringify(name)}: `;
}

/** JSON that begins at an offset of a larger text; null where it is not JSON. */
export function jsonTree(text: string, base: number): TextNode | null {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: false });
  return tree === undefined || errors.length > 0 ? null : jsonNode(tree, base);
}

function flowOf(spelling: Spelling): SourceText['spelledInFlow'] {
  return (value, unit) => {
    const own = spelling(value, (text) => ({ 'Fn::Sub': text }));
    return own === undefined ? null : JSON.stringify(own, null, unit ?? undefined);
  };
}

function jsonNode({ type, offset, length, children = [], value }: JsonNode, base: number): TextNode {
  const members = new Map<string, TextMember>();
  if (type === 'object')
    for (const { children: [name, member] = [] } of children)
      if (name !== undefined && member !== undefined)
        members.set(String(name.value), { start: base + name.offset, value: jsonNode(member, base) });
  return {
    kind: type === 'object' ? 'map' : type === 'array' ? 'list' : 'scalar',
    value: type === 'object' || type === 'array' ? null : (value as unknown),
    start: base + offset,
    end: base + offset + length,
    isFlow: true,
    members,
    items: type === 'array' ? children.map((child) => jsonNode(child, base)) : [],
  };
}

// ---- YAML ---------------------------------------------------------------------------------------------------------

function readYaml(text: string, spelling: Spelling): SourceText | null {
  const document = parseDocument(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    logLevel: 'silent',
    prettyErrors: false,
  });
  if (document.errors.length > 0 || document.contents === null) return null;
  const root = yamlNode(document.contents, text);
  return {
    text,
    root,
    form: 'yaml',
    labelOf,
    spelled: (value) => {
      const own = spelling(value, substituted);
      return own === undefined ? null : stringify(own, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd();
    },
    spelledInFlow: (value, unit) =>
      typeof value === 'string' && plainInFlow.test(value) ? value : flowOf(spelling)(value, unit),
  };
}

/** Words that YAML takes for texts everywhere, such as `s3:ReplicateObject`; not for a truth value, a number or nothing. */
const plainInFlow = /^(?!(?:true|false|null|yes|no|on|off)$)[A-Za-z](?:[\w./*-]|:(?=[\w]))*$/iu;

/** `!Sub …` */
function substituted(text: string): unknown {
  const scalar = new Scalar(text);
  scalar.tag = '!Sub';
  return scalar;
}

interface Ranged {
  readonly range?: readonly [number, number, number] | null;
  readonly tag?: string;
  readonly flow?: boolean;
}

function yamlNode(node: unknown, text: string): TextNode {
  const { range, tag, flow } = (node ?? {}) as Ranged;
  const [start = 0, end = 0] = range ?? [];
  const isFlow = flow === true;
  const none = { value: null, start, isFlow, members: new Map<string, TextMember>(), items: [] };
  const isPlain = tag === undefined || tag.startsWith('tag:yaml.org,2002:');
  const trimmed = start + text.slice(start, end).trimEnd().length;
  if (!isPlain || !(isMap(node) || isSeq(node) || isScalar(node))) return { ...none, kind: 'other', end: trimmed };
  if (isScalar(node)) return { ...none, kind: 'scalar', value: node.value, end: trimmed };
  if (isSeq(node))
    return {
      ...none,
      kind: 'list',
      end: isFlow ? end : trimmed,
      items: node.items.map((item) => yamlNode(item, text)),
    };
  const members = new Map<string, TextMember>();
  for (const { key, value } of node.items) {
    const at = (key as Ranged | null)?.range?.[0] ?? start;
    members.set(isScalar(key) ? String(key.value) : '', { start: at, value: yamlNode(value, text) });
  }
  // Members that are merged in stand elsewhere.
  const kind = members.has('<<') ? 'other' : 'map';
  return { ...none, kind, end: isFlow ? end : trimmed, members };
}

/** Plain values of a node, for a comparison; undefined where something in it is not literal. */
export function literalOf(node: TextNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list': {
      const items = node.items.map(literalOf);
      return items.includes(undefined) ? undefined : items;
    }
    case 'map': {
      const entries = [...node.members].map(([name, { value }]) => [name, literalOf(value)] as const);
      return entries.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(entries);
    }
    default:
      return undefined;
  }
}

/** Whether both are the same value, where numbers and truth values may be written as texts. */
export function saysTheSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((each, index) => saysTheSame(each, other[index]));
  if (isObject(one) && isObject(other)) {
    const names = Object.keys(one);
    return (
      names.length === Object.keys(other).length &&
      names.every((name) => Object.hasOwn(other, name) && saysTheSame(one[name], other[name]))
    );
  }
  const isPlain = typeof one !== 'object' && typeof other !== 'object';
  return one === other || (isPlain && String(one) === String(other));
}
