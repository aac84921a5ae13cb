/** Values put into a text in the form of what stands around them: brackets or indentation, one line or several. */
import type { SourceText, TextEdit, TextNode } from './text-node.js';

export function lineBreakOf({ text }: Pick<SourceText, 'text'>): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** White space before the first character of the line. */
export function indentOf(text: string, offset: number): string {
  return /^[ \t]*/u.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

/** Every line but the first, behind the indent. */
export function indented(lines: string, indent: string, lineBreak: string): string {
  return lines.split('\n').join(`${lineBreak}${indent}`);
}

/** Behind a comment on the line, if there is nothing else. */
export function endOfLine(text: string, offset: number): number {
  const rest = /^[ \t]*(?:(?:#|\/\/)[^\r\n]*)?(?=\r?\n|$)/u.exec(text.slice(offset, offset + 2_000));
  return rest === null ? offset : offset + rest[0].trimEnd().length;
}

interface Part {
  /** `"name": ` or nothing. */
  readonly label: string;
  readonly value: unknown;
  readonly pointer: string;
}

/** Behind the last of what stands between the brackets. */
function inFlow(source: SourceText, node: TextNode, parts: readonly Part[]): readonly TextEdit[] | null {
  const { text } = source;
  const firsts = [...[...node.members.values()].map(({ start }) => start), ...node.items.map(({ start }) => start)];
  const lasts = [...[...node.members.values()].map(({ value }) => value.end), ...node.items.map(({ end }) => end)];
  const [first] = firsts;
  const last = lasts.at(-1);
  const outer = indentOf(text, node.start);
  const isLong = first === undefined ? text.includes('\n') : text.slice(node.start, first).includes('\n');
  const indent = first === undefined || !isLong ? `${outer}  ` : indentOf(text, first);
  const unit = indent.startsWith(outer) && indent.length > outer.length ? indent.slice(outer.length) : '  ';
  const lineBreak = lineBreakOf(source);
  const written = parts.map(({ label, value }) => {
    const own = source.spelledInFlow(value, isLong ? unit : null);
    return own === null ? null : `${label}${isLong ? indented(own, indent, lineBreak) : own}`;
  });
  if (written.includes(null)) return null;
  const between = isLong ? `${lineBreak}${indent}` : ' ';
  const pointer = parts[0]?.pointer ?? '';
  if (last !== undefined && isLong && source.form === 'hcl')
    return belowLast(text, { last, isMap: node.kind === 'map', between }, written as readonly string[], pointer);
  if (last !== undefined)
    return written.map((own, index) => ({
      start: last,
      end: last,
      text: `,${between}${own}`,
      pointer: parts[index]?.pointer ?? '',
    }));
  const [open, close] = [text[node.start] ?? '', text[node.end - 1] ?? ''];
  const content = written.join(`,${between}`);
  const whole = isLong ? `${between}${content}${lineBreak}${outer}` : content;
  return [{ start: node.start, end: node.end, text: `${open}${whole}${close}`, pointer }];
}

/** On lines of their own behind the last one and its comment; entries of an object need no comma between them. */
function belowLast(
  text: string,
  { last, isMap, between }: { readonly last: number; readonly isMap: boolean; readonly between: string },
  written: readonly string[],
  pointer: string,
): readonly TextEdit[] {
  const comma = /^[ \t]*,/u.exec(text.slice(last, last + 200))?.[0].length ?? null;
  const end = endOfLine(text, last + (comma ?? 0));
  const ending = isMap || comma === null ? '' : ',';
  const lines = written.map((own) => `${between}${own}${ending}`).join(ending === '' && !isMap ? ',' : '');
  const behind = { start: end, end, text: lines, pointer };
  return isMap || comma !== null ? [behind] : [{ start: last, end: last, text: ',', pointer }, behind];
}

export function insertedMembers(
  source: SourceText,
  node: TextNode,
  members: readonly (readonly [string, unknown])[],
  pointerOf: (name: string) => string,
): readonly TextEdit[] | null {
  if (node.isFlow) {
    const parts = members.map(([name, value]) => ({
      label: source.labelOf(name),
      value,
      pointer: pointerOf(name),
    }));
    return inFlow(source, node, parts);
  }
  const [first] = node.members.values();
  if (first === undefined) return null;
  const column = first.start - lineStart(source.text, first.start);
  return below(
    source,
    node,
    ' '.repeat(column),
    members.map(([name, value]) => [{ [name]: value }, pointerOf(name)]),
  );
}

export function insertedItems(
  source: SourceText,
  node: TextNode,
  items: readonly unknown[],
  pointerOf: (index: number) => string,
): readonly TextEdit[] | null {
  if (node.isFlow)
    return inFlow(
      source,
      node,
      items.map((value, index) => ({ label: '', value, pointer: pointerOf(index) })),
    );
  const [first] = node.items;
  if (first === undefined) return null;
  const dash = source.text.lastIndexOf('-', first.start - 1);
  const column = dash - lineStart(source.text, dash);
  return below(
    source,
    node,
    ' '.repeat(column),
    items.map((value, index) => [[value], pointerOf(index)]),
  );
}

/** On lines of their own behind all that stands in the block. */
function below(
  source: SourceText,
  { end }: TextNode,
  indent: string,
  parts: readonly (readonly [unknown, string])[],
): readonly TextEdit[] | null {
  const lineBreak = lineBreakOf(source);
  const position = endOfLine(source.text, end);
  const edits = parts.map(([value, pointer]): TextEdit | null => {
    const own = source.spelled(value);
    const text = own === null ? '' : `${lineBreak}${indent}${indented(own, indent, lineBreak)}`;
    return own === null ? null : { start: position, end: position, text, pointer };
  });
  return edits.some((edit) => edit === null) ? null : edits.filter((edit) => edit !== null);
}

/** In the place of the value. In a block, what is not a single line goes below its name. */
export function replaced(
  source: SourceText,
  node: TextNode,
  value: unknown,
  pointer: string,
): readonly TextEdit[] | null {
  const outer = indentOf(source.text, node.start);
  const isLong = source.text.slice(node.start, node.end).includes('\n');
  const isBlock = !node.isFlow && (node.kind === 'map' || node.kind === 'list');
  if (isBlock) {
    const column = node.start - lineStart(source.text, node.start);
    const own = source.spelled(value);
    if (own === null || typeof value !== 'object') return null;
    const text = indented(own, ' '.repeat(column), lineBreakOf(source));
    return [{ start: node.start, end: node.end, text, pointer }];
  }
  const own = source.spelledInFlow(value, isLong ? '  ' : null);
  if (own === null) return null;
  return [{ start: node.start, end: node.end, text: indented(own, outer, lineBreakOf(source)), pointer }];
}

/** The value as it is written becomes the first of a list. */
export function wrapped(
  source: SourceText,
  node: TextNode,
  more: readonly unknown[],
  pointer: string,
): readonly TextEdit[] | null {
  const { text } = source;
  const own = text.slice(node.start, node.end);
  const lineBreak = lineBreakOf(source);
  if (source.form !== 'yaml') {
    const outer = indentOf(text, node.start);
    const isLong = own.includes('\n');
    const others = more.map((value) => source.spelledInFlow(value, isLong ? '  ' : null));
    if (others.includes(null)) return null;
    const written = others.map((other) => indented(other ?? '', outer, lineBreak));
    return [{ start: node.start, end: node.end, text: `[${[own, ...written].join(', ')}]`, pointer }];
  }
  // A value that is written across lines, or between brackets, has no place for dashes.
  if (own.includes('\n') || isInFlow(source, node)) return null;
  const others = more.map((value) => source.spelled([value]));
  if (others.includes(null)) return null;
  const start = node.start - (/[ \t]*$/u.exec(text.slice(0, node.start))?.[0].length ?? 0);
  const tag = tagBefore(text, node);
  const indent = `${' '.repeat(keyColumn(text, node.start))}  `;
  const lines = [`- ${tag}${own}`, ...others.map((other) => indented(other ?? '', indent, lineBreak))];
  return [
    {
      start: start - tag.length,
      end: node.end,
      text: lines.map((line) => `${lineBreak}${indent}${line}`).join(''),
      pointer,
    },
  ];
}

/** What libraries leave out of a value's place: its tag. */
function tagBefore(text: string, { start }: TextNode): string {
  return /![A-Za-z0-9:]+[ \t]+$/u.exec(text.slice(lineStart(text, start), start))?.[0] ?? '';
}

function keyColumn(text: string, offset: number): number {
  const line = text.slice(lineStart(text, offset), offset);
  return /^(?:[ \t]*-[ \t]+|[ \t]*)*/u.exec(line)?.[0].length ?? 0;
}

/** Whether the line is one of a collection between brackets. */
function isInFlow({ text }: SourceText, { start }: TextNode): boolean {
  return /[[{,]/u.test(text.slice(lineStart(text, start), start).replace(/"[^"]*"|'[^']*'/gu, ''));
}
