/**
 * A template in YAML. Texts are kept as they are written: no dates, no octal numbers, no `yes`. Anchors and merge keys are resolved as
 * `aws cloudformation package` does.
 */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { type Member, mostDepth, mostNodes, type MapNode, type Node, type ReadText, type TextFault } from './node.js';

const functions = [
  'And', 'Base64', 'Cidr', 'Condition', 'Contains', 'EachMemberEquals', 'EachMemberIn', 'Equals', 'FindInMap', 'ForEach', 'GetAtt', 'GetAZs',
  'GetStackOutput', 'If', 'ImportValue', 'Join', 'Length', 'Not', 'Or', 'Ref', 'RefAll', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform',
  'ValueOf', 'ValueOfAll',
]; // prettier-ignore

const customTags = functions.flatMap((name) => {
  const tag = `!${name}`;
  return [
    { tag, resolve: (text: string) => text },
    { tag, collection: 'map' as const, resolve: (node: YAMLMap) => node },
    { tag, collection: 'seq' as const, resolve: (node: YAMLSeq) => node },
  ];
});

type YamlNode = unknown;

export function readYaml(text: string): ReadText {
  const document = parseDocument(text, {
    schema: 'failsafe',
    merge: true,
    customTags: customTags as never,
    uniqueKeys: false,
    lineCounter: new LineCounter(),
    logLevel: 'error',
    prettyErrors: false,
  });
  const faults: TextFault[] = document.errors.map(({ message, pos }) => ({
    message: `This is not YAML: ${firstLine(message)}`,
    offset: pos[0],
  }));
  if (faults.length > 0 || document.contents === null) return { root: null, faults };
  try {
    return { root: new TreeBuilder(document as never, faults).build(document.contents, 0), faults };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return {
      root: null,
      faults: [{ message: 'This is nested too deeply, or too large, to be a template.', offset: 0 }],
    };
  }
}

function firstLine(message: string): string {
  const [line = ''] = message.split('\n');
  return line.slice(0, 200);
}

interface Anchors {
  readonly resolve: (alias: never) => YamlNode;
}

class TreeBuilder {
  #count = 0;
  readonly #open = new Set<YamlNode>();
  readonly #document: never;
  readonly #faults: TextFault[];

  constructor(document: never, faults: TextFault[]) {
    this.#document = document;
    this.#faults = faults;
  }

  build(node: YamlNode, depth: number): Node {
    this.#count += 1;
    if (this.#count > mostNodes || depth > mostDepth) throw new RangeError('too large');
    if (isAlias(node)) return this.#aliased(node, depth);
    const bare = this.#bare(node, depth);
    const tag = (node as { readonly tag?: string } | null)?.tag;
    return tag !== undefined && functions.includes(tag.slice(1)) ? asFunction(tag.slice(1), bare) : bare;
  }

  #aliased(alias: YamlNode, depth: number): Node {
    const target = (alias as Anchors).resolve(this.#document);
    if (target === undefined || target === null || this.#open.has(target)) {
      this.#faults.push({ message: 'An alias leads nowhere, or into itself.', offset: offsetOf(alias) });
      return { kind: 'scalar', value: null, isPlain: true, offset: offsetOf(alias) };
    }
    return this.build(target, depth + 1);
  }

  #bare(node: YamlNode, depth: number): Node {
    const offset = offsetOf(node);
    this.#open.add(node);
    try {
      if (isMap(node)) return this.#map(node as YAMLMap, depth, offset);
      if (isSeq(node))
        return { kind: 'list', items: (node as YAMLSeq).items.map((item) => this.build(item, depth + 1)), offset };
    } finally {
      this.#open.delete(node);
    }
    if (!isScalar(node)) return { kind: 'scalar', value: null, isPlain: true, offset };
    const { value, type } = node as Scalar;
    const isPlain = type === 'PLAIN' || type === undefined;
    return { kind: 'scalar', value: isPlain ? plainValue(String(value ?? '')) : String(value), isPlain, offset };
  }

  #map(node: YAMLMap, depth: number, offset: number): MapNode {
    const members = new Map<string, Member>();
    const merged: YamlNode[] = [];
    for (const { key, value } of node.items as readonly Pair[]) {
      const name = isScalar(key) ? String((key as Scalar).value) : String(key);
      const keyOffset = offsetOf(key);
      if (name === '<<') {
        merged.push(value);
        continue;
      }
      if (members.has(name))
        this.#faults.push({
          message: `The name ${JSON.stringify(name.slice(0, 80))} stands here for a second time.`,
          offset: keyOffset,
        });
      members.set(name, { keyOffset, value: this.build(value, depth + 1) });
    }
    for (const each of merged) this.#merge(members, this.build(each, depth + 1));
    return { kind: 'map', members, offset };
  }

  /** What stands there itself wins; of a list of maps, the first. */
  #merge(members: Map<string, Member>, from: Node): void {
    if (from.kind === 'list') for (const item of from.items) this.#merge(members, item);
    if (from.kind === 'map')
      for (const [name, member] of from.members) if (!members.has(name)) members.set(name, member);
  }
}

function plainValue(text: string): string | boolean | null {
  if (text === '' || text === '~' || text === 'null' || text === 'Null' || text === 'NULL') return null;
  if (text === 'true' || text === 'True' || text === 'TRUE') return true;
  return text === 'false' || text === 'False' || text === 'FALSE' ? false : text;
}

/** `!Sub x` is `{ Fn::Sub: x }`; `!GetAtt a.b.c` is `[a, b.c]`. */
function asFunction(name: string, argument: Node): MapNode {
  const { offset } = argument;
  const full = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  const value = argument.kind === 'scalar' && argument.value === null ? { ...argument, value: '' } : argument;
  return { kind: 'map', members: new Map([[full, { keyOffset: offset, value }]]), offset };
}

function offsetOf(node: YamlNode): number {
  return (node as { readonly range?: readonly number[] | null } | null)?.range?.[0] ?? 0;
}
