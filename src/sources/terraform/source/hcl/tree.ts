/** Questions to a node of the grammar's tree. */
import type { Node } from 'web-tree-sitter';
import type { At, Expression } from './ast.js';
import { numeralIn } from './values.js';

export function placeOf({ startPosition: { row, column } }: Node, file: string): At {
  return { file, line: row + 1, column: column + 1 };
}

/** The first places that could not be read. */
export function faultsIn(root: Node, file: string): readonly At[] {
  const faults: At[] = [];
  const walk = (node: Node, depth: number): void => {
    if (faults.length >= 10 || depth > 1_000) return;
    if (node.type === 'ERROR' || node.isMissing) faults.push(placeOf(node, file));
    else if (node.hasError) for (const child of node.children) walk(child, depth + 1);
  };
  walk(root, 0);
  return faults;
}

export function childOf(node: Node, type: string): Node | null {
  return node.namedChildren.find((child) => child.type === type) ?? null;
}

export function partsOf(node: Node): readonly Node[] {
  return node.namedChildren.filter(({ isExtra }) => !isExtra);
}

/** The three parts of a conditional that is not in parentheses; null = something else. */
export function bareConditional(node: Node): readonly Node[] | null {
  const [only, ...others] = node.type === 'expression' ? node.children.filter(({ isExtra }) => !isExtra) : [];
  return only?.type === 'conditional' && others.length === 0 ? partsOf(only) : null;
}

/** Not `node.text`, which may be digits: see `treeOf`. */
export function written({ startIndex, endIndex }: Node, text: string): string {
  return text.slice(startIndex, endIndex);
}

/** Most characters of an expression that people are shown. */
const longestShown = 72;

/** For people: one line without comments, cut where it is long. */
export function shownFrom(first: Node, last: Node, text: string): string {
  const [from, to] = [first.startIndex, last.endIndex];
  let whole = text.slice(from, to);
  if (/#|\/[/*]/u.test(whole)) {
    const around = first === last ? first : (first.parent ?? first);
    const comments = around
      .descendantsOfType('comment')
      .filter((each) => each.startIndex >= from && each.endIndex <= to);
    for (const { startIndex, endIndex } of comments.toReversed())
      whole = `${whole.slice(0, startIndex - from)} ${whole.slice(endIndex - from)}`;
  }
  const line = whole.replaceAll(/[^\S\n]*\n\s*/gu, ' ').trim();
  return line.length <= longestShown ? line : `${line.slice(0, longestShown - 1).replace(/[\ud800-\udbff]$/u, '')}…`;
}

/** Empty = this is not a label. */
export function labelOf(node: Node, text: string): readonly string[] {
  if (node.type === 'string_lit') return [written(node, text).slice(1, -1)];
  return node.type === 'identifier' ? [node.text] : [];
}

/** We count up to some size only. */
export function numberIn(written: string, at: At): Expression {
  const value = numeralIn(written);
  return value !== null && Number.isFinite(value) ? { kind: 'literal', value, at } : { kind: 'error', at };
}
