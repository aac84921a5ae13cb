/** `*.tf.json` and `*.tfvars.json`: JSON whose texts are templates. Source: Terraform Language, "JSON Configuration Syntax". */
import { type Node, parseTree } from 'jsonc-parser';
import { LineCounter } from 'yaml';
import type { At, Attribute, Block, Body, Expression } from './ast.js';
import { type ParsedFile, type ParseHcl, unlessTooDeep } from './parse.js';

/** How many labels the blocks of a type have. */
const labelsOf: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  module: 1,
  variable: 1,
  output: 1,
  provider: 1,
  locals: 0,
  terraform: 0,
};

export function readJsonBody(file: string, text: string, parse: ParseHcl, isValues: boolean): ParsedFile {
  return unlessTooDeep(file, () => bodyOf(file, text, parse, isValues));
}

function bodyOf(file: string, text: string, parse: ParseHcl, isValues: boolean): ParsedFile {
  const tree = parseTree(text, [], { disallowComments: true });
  const reader = new JsonReader(file, text, parse);
  if (tree?.type !== 'object')
    return { body: { attributes: new Map(), blocks: [] }, faults: [{ file, line: 1, column: 1 }] };
  return { body: isValues ? reader.values(tree) : { attributes: new Map(), blocks: reader.blocks(tree) }, faults: [] };
}

function membersOf(node: Node): readonly (readonly [string, Node, Node])[] {
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key === undefined || value === undefined ? [] : [[String(key.value), value, key] as const],
  );
}

const deepest = 200;

class JsonReader {
  #depth = 0;
  readonly #file: string;
  readonly #parse: ParseHcl;
  readonly #lines = new LineCounter();

  constructor(file: string, text: string, parse: ParseHcl) {
    this.#file = file;
    this.#parse = parse;
    this.#lines.addNewLine(0);
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#lines.addNewLine(at + 1);
  }

  values(node: Node): Body {
    return {
      attributes: new Map(
        membersOf(node).map(([name, value, key]) => [name, { value: this.#literal(value), at: this.#at(key) }]),
      ),
      blocks: [],
    };
  }

  blocks(root: Node): readonly Block[] {
    return membersOf(root).flatMap(([type, value]) =>
      Object.hasOwn(labelsOf, type) ? this.#labelled(type, value, []) : [],
    );
  }

  #labelled(type: string, node: Node, labels: readonly string[]): readonly Block[] {
    if (labels.length < (labelsOf[type] ?? 0))
      return membersOf(node).flatMap(([label, value]) => this.#labelled(type, value, [...labels, label]));
    if (node.type === 'array') return (node.children ?? []).flatMap((each) => this.#labelled(type, each, labels));
    return [{ type, labels, body: this.#body(node), at: this.#at(node) }];
  }

  /** An object, or a list of objects, may be an argument or nested blocks: it is both, and the reader takes what it needs. */
  #body(node: Node): Body {
    const attributes = new Map<string, Attribute>();
    const blocks: Block[] = [];
    for (const [name, value, key] of membersOf(node)) {
      if (name === '//') continue;
      if (name === 'dynamic') {
        for (const [label, inner] of membersOf(value))
          blocks.push({ type: 'dynamic', labels: [label], body: this.#body(inner), at: this.#at(inner) });
        continue;
      }
      if (name === 'content')
        blocks.push({ type: 'content', labels: [], body: this.#body(value), at: this.#at(value) });
      attributes.set(name, { value: this.#expression(value), at: this.#at(key) });
    }
    return { attributes, blocks };
  }

  #expression(node: Node): Expression {
    return this.#nested(node, (at) => this.#written(node, at));
  }

  /** What stands too deep is not understood: documents of AWS have some ten levels. */
  #nested(node: Node, make: (at: At) => Expression): Expression {
    const at = this.#at(node);
    if (this.#depth >= deepest) return { kind: 'error', at };
    this.#depth += 1;
    const made = make(at);
    this.#depth -= 1;
    return made;
  }

  #written(node: Node, at: At): Expression {
    if (node.type === 'array')
      return { kind: 'tuple', items: (node.children ?? []).map((each) => this.#expression(each)), at };
    if (node.type === 'object') {
      const entries = membersOf(node).map(([name, value]) => ({
        key: this.#template(name, at),
        value: this.#expression(value),
      }));
      return { kind: 'object', entries, at };
    }
    if (node.type === 'string') return this.#template(String(node.value), at);
    return { kind: 'literal', value: node.value as number | boolean | null, at };
  }

  #literal(node: Node): Expression {
    return this.#nested(node, (at) => this.#constant(node, at));
  }

  #constant(node: Node, at: At): Expression {
    if (node.type === 'array')
      return { kind: 'tuple', items: (node.children ?? []).map((each) => this.#literal(each)), at };
    if (node.type === 'object')
      return {
        kind: 'object',
        entries: membersOf(node).map(([name, value]) => ({
          key: { kind: 'literal', value: name, at },
          value: this.#literal(value),
        })),
        at,
      };
    return { kind: 'literal', value: node.value as string | number | boolean | null, at };
  }

  #template(text: string, at: At): Expression {
    if (!text.includes('${') && !text.includes('%{')) return { kind: 'literal', value: text, at };
    const quoted = text
      .replaceAll('\\', '\\\\')
      .replaceAll('"', '\\"')
      .replaceAll('\n', '\\n')
      .replaceAll('\r', '\\r')
      .replaceAll('\t', '\\t');
    // Inside of an interpolation, quotes are HCL's own.
    const source = quoted.replaceAll(/\$\{[^}]*\}/gu, (inside) =>
      inside.replaceAll('\\"', '"').replaceAll('\\\\', '\\'),
    );
    const { body } = this.#parse(this.#file, `x = "${source}"\n`);
    const value = body.attributes.get('x')?.value;
    return value === undefined ? { kind: 'error', at } : { ...value, at };
  }

  #at(node: Node): At {
    const { line, col } = this.#lines.linePos(node.offset);
    return { file: this.#file, line, column: col };
  }
}
