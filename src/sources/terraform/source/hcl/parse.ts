/** From text to the tree, by the grammar of Terraform for tree-sitter. What it does not understand becomes an error in its place. */
import type { Node, Parser } from 'web-tree-sitter';
import type { At, Attribute, Block, Body, Expression, ObjectEntry, TemplatePart } from './ast.js';
import { parserOfTerraform, treeOf } from '../parser-of-terraform.js';
import { templateParts } from './template-text.js';
import { bareConditional, childOf, faultsIn, labelOf, numberIn, partsOf, placeOf, shownFrom, written } from './tree.js';

export interface ParsedFile {
  readonly body: Body;
  /** Places that are not HCL. */
  readonly faults: readonly At[];
}

/**
 * Where nodes of the tree stand in their text, for whoever edits it: blocks, attributes, entries of objects, and expressions with the
 * quotes or brackets around them. Half-open, in UTF-16 units.
 */
export type Spans = WeakMap<object, readonly [number, number]>;

/** @param spans is filled where it is given */
export type ParseHcl = (file: string, text: string, spans?: Spans) => ParsedFile;

export async function hclParser(): Promise<ParseHcl> {
  const ready = await parserOfTerraform();
  return (file, text, spans) => unlessTooDeep(file, () => parsed(ready, file, text, spans ?? null));
}

/** What is nested beyond the stack is not understood. */
export function unlessTooDeep(file: string, read: () => ParsedFile): ParsedFile {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { body: { attributes: new Map(), blocks: [] }, faults: [{ file, line: 1, column: 1 }] };
  }
}

function parsed(ready: Parser, file: string, text: string, spans: Spans | null): ParsedFile {
  const tree = treeOf(ready, text);
  if (tree === null) return { body: { attributes: new Map(), blocks: [] }, faults: [{ file, line: 1, column: 1 }] };
  try {
    const builder = new TreeBuilder(file, text, spans);
    const body = builder.bodyOf(childOf(tree.rootNode, 'body'));
    return { body, faults: tree.rootNode.hasError ? faultsIn(tree.rootNode, file) : [] };
  } finally {
    tree.delete();
  }
}

const deepest = 200;

class TreeBuilder {
  readonly #file: string;
  readonly #text: string;
  readonly #spans: Spans | null;
  #depth = 0;

  constructor(file: string, text: string, spans: Spans | null) {
    this.#file = file;
    this.#text = text;
    this.#spans = spans;
  }

  #spanned<T extends object>(made: T, node: Node): T {
    this.#spans?.set(made, [node.startIndex, node.endIndex]);
    return made;
  }

  bodyOf(node: Node | null): Body {
    const attributes = new Map<string, Attribute>();
    const blocks: Block[] = [];
    for (const child of node?.namedChildren ?? []) {
      if (child.type === 'attribute') {
        const [name, value] = child.namedChildren;
        if (name !== undefined && value !== undefined)
          attributes.set(name.text, this.#spanned({ value: this.expression(value), at: this.#at(child) }, child));
      } else if (child.type === 'block') blocks.push(this.#block(child));
    }
    return { attributes, blocks };
  }

  #block(node: Node): Block {
    const [type, ...rest] = node.namedChildren;
    const labels = rest.flatMap((child) => labelOf(child, this.#text));
    const body = this.bodyOf(childOf(node, 'body'));
    return this.#spanned({ type: type?.text ?? '', labels, body, at: this.#at(node) }, node);
  }

  /** A term with what is taken of it, an operation, or an expression in parentheses. */
  expression(node: Node): Expression {
    this.#depth += 1;
    try {
      if (this.#depth > deepest) return { kind: 'error', at: this.#at(node) };
      const made = node.type === 'expression' ? this.#sequence(node.children) : this.#sequence([node]);
      // Parentheses are not part of what can be added to.
      const isCollection = made.kind === 'object' || made.kind === 'tuple';
      return isCollection && this.#spans?.has(made) === true ? made : this.#spanned(made, node);
    } finally {
      this.#depth -= 1;
    }
  }

  #sequence(nodes: readonly Node[]): Expression {
    const [first, ...rest] = nodes.filter(({ type, isExtra }) => type !== '(' && type !== ')' && !isExtra);
    if (first === undefined) return { kind: 'error', at: { file: this.#file, line: 1, column: 1 } };
    return this.#postfixes(this.#term(first), rest, first);
  }

  #postfixes(start: Expression, nodes: readonly Node[], first: Node): Expression {
    let value = start;
    for (const [index, node] of nodes.entries()) {
      const at = this.#at(node);
      if (node.type === 'get_attr')
        value = { kind: 'attribute', of: value, name: node.namedChildren[0]?.text ?? '', at };
      else if (node.type === 'index')
        value = { kind: 'index', of: value, key: this.#key(node), written: shownFrom(first, node, this.#text), at };
      else if (node.type === 'splat') {
        const [kind] = node.namedChildren;
        const each = this.#postfixes({ kind: 'element', at }, kind?.namedChildren ?? [], node);
        // What follows an attribute splat belongs to it, and so does what follows a full one.
        return { kind: 'splat', of: value, each: this.#postfixes(each, nodes.slice(index + 1), node), at };
      } else return { kind: 'error', at };
    }
    return value;
  }

  #key(node: Node): Expression {
    const [inner] = node.namedChildren;
    const at = this.#at(node);
    if (inner?.type === 'legacy_index') return { kind: 'literal', value: Number(inner.text.replace('.', '')), at };
    const key = inner?.namedChildren.find(({ type }) => type === 'expression');
    return key === undefined ? { kind: 'error', at } : this.expression(key);
  }

  #term(node: Node): Expression {
    const at = this.#at(node);
    switch (node.type) {
      case 'expression':
        return this.expression(node);
      case 'variable_expr':
        return { kind: 'variable', name: node.text, at };
      case 'literal_value':
        return this.#literal(node, at);
      case 'template_expr':
        return this.#template(node, at);
      case 'collection_value':
        return this.#collection(node, at);
      case 'function_call':
        return this.#call(node, at);
      case 'for_expr':
        return this.#for(node, at);
      case 'conditional':
        return this.#conditional(node, at);
      case 'operation':
        return this.#operation(node, at);
      default:
        return { kind: 'error', at };
    }
  }

  #conditional(node: Node, at: At): Expression {
    const [condition, then, otherwise] = partsOf(node);
    if (condition === undefined || then === undefined || otherwise === undefined) return { kind: 'error', at };
    return this.#choice(condition, this.expression(then), this.expression(otherwise), otherwise);
  }

  /** `a ? b : c ? d : e` is `a ? b : (c ? d : e)`. The grammar takes `a ? b : c` for a condition. */
  #choice(node: Node, then: Expression, otherwise: Expression, last: Node): Expression {
    const [condition, first, second] = bareConditional(node) ?? [];
    const [at, shown] = [this.#at(node), shownFrom(node, last, this.#text)];
    if (condition === undefined || first === undefined || second === undefined)
      return { kind: 'conditional', condition: this.expression(node), then, otherwise, written: shown, at };
    this.#depth += 1;
    try {
      if (this.#depth > deepest) return { kind: 'error', at };
      return this.#choice(condition, this.expression(first), this.#choice(second, then, otherwise, last), last);
    } finally {
      this.#depth -= 1;
    }
  }

  #literal(node: Node, at: At): Expression {
    const [inner] = node.namedChildren;
    switch (inner?.type) {
      case 'numeric_lit':
        return numberIn(written(inner, this.#text), at);
      case 'bool_lit':
        return { kind: 'literal', value: inner.text === 'true', at };
      case 'null_lit':
        return { kind: 'literal', value: null, at };
      case 'string_lit':
        return this.#asText(this.#parts(inner, false), at);
      default:
        return { kind: 'error', at };
    }
  }

  #template(node: Node, at: At): Expression {
    const [inner] = node.namedChildren;
    if (inner === undefined) return { kind: 'error', at };
    return this.#asText(this.#parts(inner, inner.type === 'heredoc_template'), at);
  }

  /** `"${x}"` is x itself, of whatever type. */
  #asText(parts: readonly TemplatePart[], at: At): Expression {
    const [only] = parts;
    if (parts.length === 0) return { kind: 'literal', value: '', at };
    if (parts.length === 1 && typeof only === 'string') return { kind: 'literal', value: only, at };
    if (parts.length === 1 && typeof only === 'object' && only.kind === 'value') return only.value;
    return { kind: 'template', parts, at };
  }

  #parts(node: Node, isHeredoc: boolean): readonly TemplatePart[] {
    return templateParts(node, isHeredoc, { text: this.#text, expression: (each) => this.expression(each) });
  }

  #collection(node: Node, at: At): Expression {
    const [inner] = node.namedChildren;
    if (inner?.type === 'tuple')
      return this.#spanned(
        {
          kind: 'tuple',
          items: inner.namedChildren.filter(({ type }) => type === 'expression').map((each) => this.expression(each)),
          at,
        },
        inner,
      );
    if (inner?.type !== 'object') return { kind: 'error', at };
    const entries = inner.namedChildren.flatMap((element): readonly ObjectEntry[] => {
      if (element.type !== 'object_elem') return [];
      const [key, value] = element.namedChildren.filter(({ type }) => type === 'expression');
      return key === undefined || value === undefined
        ? []
        : [this.#spanned({ key: this.#objectKey(key), value: this.expression(value) }, element)];
    });
    return this.#spanned({ kind: 'object', entries, at }, inner);
  }

  #objectKey(node: Node): Expression {
    const key = this.expression(node);
    const isBare = key.kind === 'variable' && !node.text.startsWith('(');
    return isBare ? { kind: 'literal', value: key.name, at: key.at } : key;
  }

  #call(node: Node, at: At): Expression {
    const name = node.namedChildren.find(({ type }) => type === 'identifier')?.text ?? '';
    const given = childOf(node, 'function_arguments')?.children ?? [];
    return {
      kind: 'call',
      name,
      arguments: given.filter(({ type }) => type === 'expression').map((each) => this.expression(each)),
      isExpanded: given.some(({ type }) => type === 'ellipsis'),
      written: shownFrom(node, node, this.#text),
      at,
    };
  }

  #for(node: Node, at: At): Expression {
    const [inner] = node.namedChildren;
    const intro = inner === undefined ? null : childOf(inner, 'for_intro');
    if (inner === undefined || intro === null) return { kind: 'error', at };
    const names = intro.namedChildren.filter(({ type }) => type === 'identifier').map(({ text }) => text);
    const collection = childOf(intro, 'expression');
    const values = inner.namedChildren.filter(({ type }) => type === 'expression').map((each) => this.expression(each));
    const conditionNode = childOf(inner, 'for_cond');
    const test = conditionNode === null ? null : childOf(conditionNode, 'expression');
    const isObject = inner.type === 'for_object_expr';
    const value = values[isObject ? 1 : 0];
    if (collection === null || value === undefined) return { kind: 'error', at };
    return {
      kind: 'for',
      keyName: names.length > 1 ? (names[0] ?? null) : null,
      valueName: names.at(-1) ?? '',
      collection: this.expression(collection),
      key: isObject ? (values[0] ?? null) : null,
      value,
      condition: test === null ? null : this.expression(test),
      isGrouping: inner.namedChildren.some(({ type }) => type === 'ellipsis'),
      at,
    };
  }

  #operation(node: Node, at: At): Expression {
    const [inner] = node.namedChildren;
    if (inner === undefined) return { kind: 'error', at };
    const children = inner.children.filter(({ isExtra }) => !isExtra);
    const operatorAt = children.findIndex(({ isNamed, type }) => !isNamed && type !== '(' && type !== ')');
    const operator = children[operatorAt]?.type ?? '';
    const right = this.#sequence(children.slice(operatorAt + 1));
    const shown = shownFrom(node, node, this.#text);
    if (inner.type === 'unary_operation') return { kind: 'unary', operator, operand: right, written: shown, at };
    return { kind: 'binary', operator, left: this.#sequence(children.slice(0, operatorAt)), right, written: shown, at };
  }

  #at(node: Node): At {
    return placeOf(node, this.#file);
  }
}
