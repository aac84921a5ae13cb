/**
 * The parts of a quoted text or a heredoc. The grammar's nodes leave out white space, so that literal text is what stands between the others.
 * Source: HCL Native Syntax Specification, "Template Expressions"; indentation of `<<-` as hclsyntax removes it.
 */
import type { Node } from 'web-tree-sitter';
import type { Expression, TemplatePart } from './ast.js';

interface Reader {
  readonly text: string;
  readonly expression: (node: Node) => Expression;
}

/** Before escapes are resolved and white space is stripped. */
type Raw =
  | { readonly kind: 'text'; text: string }
  | {
      readonly kind: 'part';
      readonly part: Exclude<TemplatePart, string>;
      readonly isTrimming: readonly [boolean, boolean];
    };

export function templateParts(node: Node, isHeredoc: boolean, reader: Reader): readonly TemplatePart[] {
  const children = node.children;
  if (!isHeredoc) {
    const start = children.find(({ type }) => type === 'quoted_template_start');
    const end = children.find(({ type }) => type === 'quoted_template_end');
    const from = start?.endIndex ?? node.startIndex;
    return finished(rawParts(children, [from, end?.startIndex ?? node.endIndex], reader), unescapeQuoted);
  }
  const identifiers = children.filter(({ type }) => type === 'heredoc_identifier');
  const [opening, closing] = [identifiers[0], identifiers.at(-1)];
  if (opening === undefined || closing === undefined) return [];
  const from = reader.text.indexOf('\n', opening.endIndex) + 1;
  const to = reader.text.lastIndexOf('\n', closing.startIndex) + 1;
  const raws = rawParts(children, [from, Math.max(from, to)], reader);
  const isIndented = children.some(({ type, text }) => type === 'heredoc_start' && text === '<<-');
  return finished(isIndented ? unindented(raws) : raws, unescapeTemplate);
}

const literal = new Set([
  'template_literal',
  'quoted_template_start',
  'quoted_template_end',
  'heredoc_start',
  'heredoc_identifier',
]);

function rawParts(children: readonly Node[], [from, to]: readonly [number, number], reader: Reader): Raw[] {
  const raws: Raw[] = [];
  let at = from;
  for (const child of children) {
    if (literal.has(child.type) || child.startIndex < from || child.startIndex >= to) continue;
    if (child.startIndex > at) raws.push({ kind: 'text', text: reader.text.slice(at, child.startIndex) });
    const part = partOf(child, reader);
    if (part !== null) raws.push({ kind: 'part', part, isTrimming: trimming(child) });
    at = child.endIndex;
  }
  if (to > at) raws.push({ kind: 'text', text: reader.text.slice(at, to) });
  return raws;
}

/** `${~` and `~}` take away the white space beside them; of a directive the first and the last mark count outside of it. */
function trimming(node: Node): readonly [boolean, boolean] {
  return [/^[$%]\{~/u.test(node.text), node.text.endsWith('~}')];
}

function partOf(node: Node, reader: Reader): Exclude<TemplatePart, string> | null {
  if (node.type === 'template_interpolation') {
    const inner = node.namedChildren.find(({ type }) => type === 'expression');
    return inner === undefined ? null : { kind: 'value', value: reader.expression(inner) };
  }
  const [directive] = node.type === 'template_directive' ? node.namedChildren : [];
  if (directive?.type === 'template_if') return ifPart(directive, reader);
  return directive?.type === 'template_for' ? forPart(directive, reader) : null;
}

/** Text between two directives, with the marks that strip its ends. */
function between(node: Node, first: Node, last: Node, reader: Reader): readonly TemplatePart[] {
  const inside = node.children.filter(
    ({ startIndex, endIndex }) => startIndex >= first.endIndex && endIndex <= last.startIndex,
  );
  const raws = rawParts(inside, [first.endIndex, last.startIndex], reader);
  const [start, end] = [raws[0], raws.at(-1)];
  if (trimming(first)[1] && start?.kind === 'text') start.text = start.text.trimStart();
  if (trimming(last)[0] && end?.kind === 'text') end.text = end.text.trimEnd();
  return finished(raws, unescapeTemplate);
}

function ifPart(node: Node, reader: Reader): Exclude<TemplatePart, string> | null {
  const find = (type: string): Node | undefined => node.namedChildren.find((child) => child.type === type);
  const [intro, other, end] = [find('template_if_intro'), find('template_else_intro'), find('template_if_end')];
  const condition = intro?.namedChildren.find(({ type }) => type === 'expression');
  if (intro === undefined || end === undefined || condition === undefined) return null;
  return {
    kind: 'if',
    condition: reader.expression(condition),
    then: between(node, intro, other ?? end, reader),
    otherwise: other === undefined ? [] : between(node, other, end, reader),
  };
}

function forPart(node: Node, reader: Reader): Exclude<TemplatePart, string> | null {
  const find = (type: string): Node | undefined => node.namedChildren.find((child) => child.type === type);
  const [intro, end] = [find('template_for_start'), find('template_for_end')];
  const collection = intro?.namedChildren.find(({ type }) => type === 'expression');
  if (intro === undefined || end === undefined || collection === undefined) return null;
  const names = intro.namedChildren.filter(({ type }) => type === 'identifier').map(({ text }) => text);
  return {
    kind: 'for',
    keyName: names.length > 1 ? (names[0] ?? null) : null,
    valueName: names.at(-1) ?? '',
    collection: reader.expression(collection),
    body: between(node, intro, end, reader),
  };
}

function finished(raws: Raw[], unescape: (text: string) => string): readonly TemplatePart[] {
  for (const [index, raw] of raws.entries()) {
    if (raw.kind !== 'part') continue;
    const [before, after] = [raws[index - 1], raws[index + 1]];
    if (raw.isTrimming[0] && before?.kind === 'text') before.text = before.text.trimEnd();
    if (raw.isTrimming[1] && after?.kind === 'text') after.text = after.text.trimStart();
  }
  return raws.flatMap((raw): readonly TemplatePart[] =>
    raw.kind === 'part' ? [raw.part] : raw.text === '' ? [] : [unescape(raw.text)],
  );
}

/** The smallest indentation of all lines that are not blank; a line that begins with an interpolation has none. */
function unindented(raws: Raw[]): Raw[] {
  let least = Number.POSITIVE_INFINITY;
  let isLineStart = true;
  for (const raw of raws) {
    if (raw.kind === 'part') {
      if (isLineStart) least = 0;
      isLineStart = false;
      continue;
    }
    const lines = raw.text.split(/(?<=\n)/u);
    for (const line of lines) {
      if (isLineStart && !/^\s*\n$/u.test(line)) least = Math.min(least, line.length - line.trimStart().length);
      isLineStart = line.endsWith('\n');
    }
  }
  if (least === 0 || !Number.isFinite(least)) return raws;
  isLineStart = true;
  for (const raw of raws) {
    if (raw.kind === 'part') {
      isLineStart = false;
      continue;
    }
    const lines = raw.text.split(/(?<=\n)/u).map((line) => {
      const cut = isLineStart && !/^\s*\n$/u.test(line) ? line.slice(least) : line;
      isLineStart = line.endsWith('\n');
      return cut;
    });
    raw.text = lines.join('');
  }
  return raws;
}

function unescapeTemplate(text: string): string {
  return text.replaceAll('$${', () => '${').replaceAll('%%{', () => '%{');
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

function unescapeQuoted(text: string): string {
  return unescapeTemplate(
    text.replace(
      /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gu,
      (whole, short?: string, long?: string, single?: string) => {
        if (single !== undefined) return escapes[single] ?? whole;
        const point = Number.parseInt(short ?? long ?? '0', 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
      },
    ),
  );
}
