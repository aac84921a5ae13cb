import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Fault } from './fault.js';
import type { LocatedText, Path } from './located-text.js';

const words = new Map([
  ['InvalidSymbol', 'This is not a JSON value.'],
  ['PropertyNameExpected', 'A property name in double quotes is expected.'],
  ['ValueExpected', 'A value is expected.'],
  ['ColonExpected', 'A colon is expected.'],
  ['CommaExpected', 'A comma is expected.'],
  ['CloseBraceExpected', 'A closing brace is expected.'],
  ['CloseBracketExpected', 'A closing bracket is expected.'],
  ['EndOfFileExpected', 'Nothing may follow the end of the document.'],
  ['UnexpectedEndOfString', 'The string does not end.'],
]);

function placeIn(text: string) {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset: number) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

function propertyNamed(node: Node, name: PropertyKey): Node | undefined {
  return node.children?.find((property) => property.children?.[0]?.value === name);
}

function valueOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(valueOf);
  if (node.type !== 'object') return node.value;
  const object: Record<string, unknown> = Object.create(null);
  for (const property of node.children ?? []) {
    const [name, value] = property.children ?? [];
    if (name !== undefined && value !== undefined) object[String(name.value)] = valueOf(value);
  }
  return object;
}

const repeatedNames = function* (node: Node): Iterable<Node> {
  const names = new Set<unknown>();
  for (const child of node.children ?? []) {
    const name = child.type === 'property' ? child.children?.[0] : undefined;
    if (name !== undefined && names.has(name.value)) yield name;
    if (name !== undefined) names.add(name.value);
    yield* repeatedNames(child);
  }
};

/** JSON, comments allowed, with the place of every value. */
export function parseJson(text: string): LocatedText {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors);
  const place = placeIn(text);
  const faults: Fault[] = errors.map(({ error, offset }) => ({
    ...place(offset),
    message: words.get(printParseErrorCode(error)) ?? 'This is not JSON.',
  }));
  if (tree === undefined) {
    return {
      value: undefined,
      faults: faults.length > 0 ? faults : [{ ...place(0), message: 'A value is expected.' }],
      place: () => place(0),
    };
  }
  for (const name of repeatedNames(tree))
    faults.push({ ...place(name.offset), message: `\`${String(name.value)}\` stands here twice.` });
  return {
    value: valueOf(tree),
    faults,
    place: (path: Path, of) => {
      let node = tree;
      let offset = tree.offset;
      for (const step of path) {
        const property = node.type === 'object' ? propertyNamed(node, step) : undefined;
        const next = node.type === 'array' ? node.children?.[Number(step)] : property?.children?.[1];
        if (next === undefined) return place(offset);
        node = next;
        offset = of === 'key' && property !== undefined ? property.offset : next.offset;
      }
      return place(offset);
    },
  };
}
