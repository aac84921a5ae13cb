/** Blocks of Terraform: arguments set in them, further blocks put into them. */
import { blockText, type Block as NewBlock } from '../../../reporters/text/hcl.js';
import type { Block } from '../../../sources/terraform/source/hcl/ast.js';
import type { Spans } from '../../../sources/terraform/source/hcl/parse.js';
import { changesOf } from '../changes.js';
import { endOfLine, indentOf, lineBreakOf } from '../insert.js';
import type { TextEdit } from '../text-node.js';
import type { Name } from './names.js';
import { hclText, hclValue } from './spell.js';
import { hclSource, treeOf } from './tree.js';

/** The text that blocks stand in, and what values are called in it. */
export interface HclText {
  readonly text: string;
  readonly spans: Spans;
  readonly names: readonly Name[];
}

/** Lines put behind all that stands in the block, or first where nothing does. */
export function insideOf(hcl: HclText, block: Block, lines: string): readonly TextEdit[] {
  const { text, spans } = hcl;
  const [start, end] = spans.get(block) ?? [0, 0];
  const lineBreak = lineBreakOf(hcl);
  const outer = indentOf(text, start);
  const indented = indent(lines, `${outer}  `, lineBreak);
  const last = lastIn(block, spans);
  if (last !== null && text.slice(start, last).includes('\n')) {
    const at = endOfLine(text, last);
    return [{ start: at, end: at, text: `${lineBreak}${indented}`, pointer: '' }];
  }
  const brace = text.indexOf('{', Math.max(start, ...labelEnds(block, text, start)));
  const own = text.slice(brace + 1, end - 1);
  const kept = own.trim() === '' ? '' : `${outer}  ${own.trim()}${lineBreak}`;
  return [{ start: brace + 1, end: end - 1, text: `${lineBreak}${kept}${indented}${lineBreak}${outer}`, pointer: '' }];
}

/** Labels can hold braces. */
function labelEnds({ labels }: Block, text: string, start: number): readonly number[] {
  let at = start;
  return labels.map((label) => (at = Math.max(at, text.indexOf(label, at) + label.length)));
}

function lastIn({ body }: Block, spans: Spans): number | null {
  const ends = [...body.attributes.values(), ...body.blocks].map((each) => spans.get(each)?.[1] ?? 0);
  return ends.length === 0 ? null : Math.max(...ends);
}

function indent(lines: string, by: string, lineBreak: string): string {
  return lines
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `${by}${line}`))
    .join(lineBreak);
}

/** A block behind another one, on the same level. */
export function behind(hcl: HclText, block: Block, added: NewBlock): readonly TextEdit[] {
  const [start, end] = hcl.spans.get(block) ?? [0, 0];
  const lineBreak = lineBreakOf(hcl);
  const at = endOfLine(hcl.text, end);
  const lines = indent(blockText(added), indentOf(hcl.text, start), lineBreak);
  return [{ start: at, end: at, text: `${lineBreak}${lineBreak}${lines}`, pointer: '' }];
}

/** An argument with another value; null where the text does not plainly say the value that it has. */
export function argumentSet(
  hcl: HclText,
  block: Block,
  name: string,
  { before, after }: { readonly before: unknown; readonly after: unknown },
): readonly TextEdit[] | null {
  const attribute = block.body.attributes.get(name);
  if (attribute === undefined) {
    const value = hclValue(after, hcl.names);
    return value === undefined ? null : insideOf(hcl, block, `${name} = ${hclText(value, true)}`);
  }
  const root = treeOf(attribute.value, hcl.spans);
  const from = before === undefined && root.kind === 'scalar' ? root.value : before;
  return changesOf(hclSource(hcl.text, root, hcl.names), root, { before: from, after });
}

/** Values laid over a block and the blocks in it; null where a part of it is not plainly there. */
export function overlaidBlock(hcl: HclText, block: Block, values: OverBlock): readonly TextEdit[] | null {
  const edits: TextEdit[] = [];
  for (const [name, value] of Object.entries(values)) {
    const own =
      typeof value === 'object' ? nested(hcl, block, name, value) : argumentSet(hcl, block, name, over(value));
    if (own === null) return null;
    for (const each of own) edits.push(each);
  }
  return edits;
}

export interface OverBlock {
  readonly [name: string]: string | number | boolean | OverBlock;
}

function over(after: unknown): { readonly before: unknown; readonly after: unknown } {
  return { before: undefined, after };
}

function nested(hcl: HclText, block: Block, name: string, value: OverBlock): readonly TextEdit[] | null {
  if (block.body.blocks.some(({ type, labels }) => type === 'dynamic' && labels[0] === name)) return null;
  const own = block.body.blocks.filter(({ type }) => type === name);
  const [first, ...others] = own;
  if (others.length > 0) return null;
  if (first !== undefined) return overlaidBlock(hcl, first, value);
  const added = newBlock(name, value, hcl.names);
  return added === null ? null : insideOf(hcl, block, blockText(added));
}

/** Null where a value has no name here. */
export function newBlock(head: string, values: OverBlock, names: readonly Name[]): NewBlock | null {
  const plain: Record<string, NonNullable<ReturnType<typeof hclValue>>> = {};
  const blocks: NewBlock[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'object') {
      const inner = newBlock(name, value, names);
      if (inner === null) return null;
      blocks.push(inner);
      continue;
    }
    const spelled = hclValue(value, names);
    if (spelled === undefined) return null;
    plain[name] = spelled;
  }
  return { head, values: plain, blocks };
}
