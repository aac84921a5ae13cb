/**
 * JSON for a terminal, to be pasted: as many members stand in a line as fit into it. No line is wider than `width`, but where a single
 * text is.
 */
export function compactJson(value: unknown, width: number): string {
  return linesOf(value, width).join('\n');
}

type Member = readonly [head: string, part: unknown];

/** @param after columns that have to stay free behind the last line, for what closes around it */
function linesOf(value: unknown, width: number, after = 0): readonly string[] {
  const flat = inLine(value);
  if (flat.length + after <= width || typeof value !== 'object' || value === null) return [flat];
  const isList = Array.isArray(value);
  const close = isList ? ']' : ' }';
  const members = membersOf(value);
  const open = isList ? '[' : '{ ';
  const lines: string[] = [];
  let line = open;
  let isFresh = true;
  for (const [index, [head, part]] of members.entries()) {
    const isLast = index === members.length - 1;
    const behind = isLast ? close.length + after : 1;
    const one = `${head}${inLine(part)}`;
    const start = isFresh ? line : `${line} `;
    if (start.length + one.length + behind <= width) {
      line = `${start}${one}${isLast ? '' : ','}`;
      isFresh = false;
      continue;
    }
    const margin = ' '.repeat(open.length);
    const isBlock = margin.length + one.length + behind > width && typeof part === 'object' && part !== null;
    // The name of a block may stand behind what came before it.
    const isJoined = isBlock && !isFresh && head !== '' && start.length + headOf([head, part]).length <= width;
    if (!isFresh && !isJoined) {
      lines.push(line);
      line = margin;
    }
    const block = isBlock
      ? nested({ open: isJoined ? start : line, margin: margin.length }, [head, part], width, behind)
      : [`${line}${one}`];
    for (const each of block.slice(0, -1)) lines.push(each);
    line = `${block.at(-1) ?? ''}${isLast ? '' : ','}`;
    isFresh = false;
    // What follows a block begins a line of its own.
    if (isBlock && !isLast) {
      lines.push(line);
      line = ' '.repeat(open.length);
      isFresh = true;
    }
  }
  return [...lines, `${line}${close}`];
}

function membersOf(value: object): readonly Member[] {
  return Array.isArray(value)
    ? (value as readonly unknown[]).map((part) => ['', part] as const)
    : Object.entries(value).map(([name, part]) => [`${JSON.stringify(name)}: `, part] as const);
}

interface Opening {
  /** What stands before the member in its first line. */
  readonly open: string;
  /** Columns before its other lines. */
  readonly margin: number;
}

/** A name stands above the block that it names; names in a row, of which each holds the next alone, share a line. */
function nested({ open, margin }: Opening, member: Member, width: number, behind: number): readonly string[] {
  const blank = ' '.repeat(margin);
  const [head, part] = member;
  if (head === '')
    return linesOf(part, width - margin, behind).map((each, index) => `${index === 0 ? open : blank}${each}`);
  let value = part;
  let closing = '';
  for (let only = onlyMember(value); only !== null; only = onlyMember(value)) {
    value = only[1];
    closing += ' }';
  }
  const lines = linesOf(value, width - margin - 2, behind + closing.length);
  return [`${open}${headOf(member)}`, ...lines.map((each) => `${blank}  ${each}`)].map((each, index, all) =>
    index === all.length - 1 ? `${each}${closing}` : each,
  );
}

/** The names in a row. */
function headOf([head, part]: Member): string {
  let heads = head;
  for (let only = onlyMember(part); only !== null; only = onlyMember(only[1])) heads += `{ ${only[0]}`;
  return heads.trimEnd();
}

/** Of an object with one member, whose value is an object or a list. */
function onlyMember(value: unknown): Member | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const [first, second] = membersOf(value);
  return first !== undefined && second === undefined && typeof first[1] === 'object' && first[1] !== null
    ? first
    : null;
}

function inLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const isList = Array.isArray(value);
  const parts = isList
    ? (value as readonly unknown[]).map(inLine)
    : Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}: ${inLine(part)}`);
  if (parts.length === 0) return isList ? '[]' : '{}';
  return isList ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`;
}
