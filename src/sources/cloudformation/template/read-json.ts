/** A template in JSON. */
import { parseTree, printParseErrorCode, type Node as JsonNode, type ParseError } from 'jsonc-parser';
import { type Member, mostDepth, mostNodes, type Node, type ReadText, type TextFault, tooLarge } from './node.js';

export function readJson(text: string): ReadText {
  const errors: ParseError[] = [];
  const tree = parsed(text, errors);
  if (tree === null) return { root: null, faults: [tooLarge] };
  const [error] = errors;
  if (tree === undefined || error !== undefined) {
    const what = error === undefined ? 'it is empty' : printParseErrorCode(error.error);
    return { root: null, faults: [{ message: `This is not JSON: ${what}.`, offset: error?.offset ?? 0 }] };
  }
  const faults: TextFault[] = [];
  let count = 0;
  const build = (node: JsonNode, depth: number): Node => {
    count += 1;
    if (count > mostNodes || depth > mostDepth) throw new RangeError('too large');
    const { offset } = node;
    const children = node.children ?? [];
    if (node.type === 'array') return { kind: 'list', items: children.map((child) => build(child, depth + 1)), offset };
    if (node.type !== 'object')
      return { kind: 'scalar', value: node.value as string | number | boolean | null, isPlain: false, offset };
    const members = new Map<string, Member>();
    for (const { children: [key, value] = [] } of children) {
      if (key === undefined || value === undefined) continue;
      const name = String(key.value);
      if (members.has(name))
        faults.push({
          message: `The name ${JSON.stringify(name.slice(0, 80))} stands here for a second time.`,
          offset: key.offset,
        });
      members.set(name, { keyOffset: key.offset, value: build(value, depth + 1) });
    }
    return { kind: 'map', members, offset };
  };
  try {
    return { root: build(tree, 0), faults };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { root: null, faults: [tooLarge] };
  }
}

/** Null where it is nested more deeply than can be parsed. */
function parsed(text: string, errors: ParseError[]): JsonNode | null | undefined {
  try {
    return parseTree(text, errors, { allowTrailingComma: false, disallowComments: true });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
