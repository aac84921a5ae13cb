import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, type ParsedNode, parseDocument } from 'yaml';
import type { LocatedText, Path } from './located-text.js';

/**
 * A scalar as the file wrote it: nothing in a configuration is a number, and account ids with a leading zero must keep it.
 */
function scalarOf(value: unknown, source: string | undefined): unknown {
  return typeof value === 'number' ? (source ?? String(value)) : value;
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(scalarOf(key.value, key.source)) : String(key);
}

/** YAML with the place of every value. */
export function parseYaml(text: string): LocatedText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2' });
  const placeAt = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const faults = document.errors.map((error) => ({
    ...placeAt(error.pos[0]),
    message: `This is not YAML: ${error.message}.`,
  }));

  const valueOf = (node: unknown): unknown => {
    if (isAlias(node)) {
      faults.push({
        ...placeAt(node.range?.[0] ?? 0),
        message: 'References (`*name`) are not supported: write the value out.',
      });
      return null;
    }
    if (isScalar(node)) return scalarOf(node.value, node.source);
    if (isSeq(node)) return node.items.map(valueOf);
    if (!isMap(node)) return null;
    const object: Record<string, unknown> = Object.create(null);
    for (const { key, value } of node.items) object[keyText(key)] = valueOf(value);
    return object;
  };

  const value = faults.length === 0 ? valueOf(document.contents) : undefined;
  return {
    value,
    faults,
    place: (path: Path, of) => {
      let node: Node | ParsedNode | null = document.contents;
      let offset = node?.range?.[0] ?? 0;
      for (const step of path) {
        const pair = isMap(node) ? node.items.find(({ key }) => keyText(key) === String(step)) : undefined;
        const next: unknown = isSeq(node) ? node.items[Number(step)] : pair?.value;
        const key = pair?.key;
        if (pair === undefined && !isSeq(node)) return placeAt(offset);
        if (of === 'key' && isNode(key)) offset = key.range?.[0] ?? offset;
        else if (isNode(next)) offset = next.range?.[0] ?? offset;
        if (!isNode(next)) return placeAt(offset);
        node = next;
      }
      return placeAt(offset);
    },
  };
}
