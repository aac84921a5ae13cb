/** Values and blocks of Terraform's language as text. What comes from elsewhere stands in quotes, and nothing in it is a template. */

import { hiddenAs } from '../escape/visible.js';

/** An expression that stands as it is: a reference, a call. */
export class Expression {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Value = string | number | boolean | Expression | readonly Value[] | { readonly [name: string]: Value };

/** A text inside quotes: quotes, backslashes, line ends and the beginnings of templates are escaped. */
export function quoted(text: string): string {
  return `"${inQuotes(text)}"`;
}

/** The same, without the quotes. */
export function inQuotes(text: string): string {
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    // Escapes that JSON has and Terraform has not; a backslash that is meant stands there twice.
    .replace(/\\(?:\\|b|f)/gu, (each) => ({ '\\b': '\\u0008', '\\f': '\\u000c' })[each] ?? each)
    // `$$` in a replacement would be one dollar.
    .replaceAll('${', () => '$${')
    .replaceAll('%{', () => '%%{');
  return hiddenAs(escaped, (codePoint) => (codePoint > 0xffff ? `\\U${hex(codePoint, 8)}` : `\\u${hex(codePoint, 4)}`));
}

function hex(codePoint: number, digits: number): string {
  return codePoint.toString(16).padStart(digits, '0');
}

/** A text that begins with what an expression gives: `"${aws_s3_bucket.source.arn}/*"`. */
export function beginningWith({ text }: Expression, rest: string): Expression {
  return rest === '' ? new Expression(text) : new Expression(`"\${${text}}${inQuotes(rest)}"`);
}

function nameText(name: string): string {
  return /^[A-Za-z_][\w-]*$/u.test(name) ? name : quoted(name);
}

export function valueText(value: Value, indent = ''): string {
  if (value instanceof Expression) return value.text;
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return String(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = (value as readonly Value[]).map((each) => valueText(each, inner));
    const line = `[${items.join(', ')}]`;
    return line.length <= 100 && !line.includes('\n')
      ? line
      : `[\n${items.map((item) => `${inner}${item},\n`).join('')}${indent}]`;
  }
  const members = aligned(
    Object.entries(value).map(([name, member]) => [nameText(name), valueText(member, inner)] as const),
    inner,
  );
  return members.length === 0 ? '{}' : `{\n${members}${indent}}`;
}

/** As `terraform fmt` aligns them: equals signs of neighbours of one line each; a longer value stands alone. */
function aligned(pairs: readonly (readonly [string, string])[], indent: string): string {
  const lines: string[] = [];
  let run: (readonly [string, string])[] = [];
  const flush = (): void => {
    const width = Math.max(0, ...run.map(([name]) => name.length));
    for (const each of run.map(([name, text]) => `${indent}${name.padEnd(width)} = ${text}\n`)) lines.push(each);
    run = [];
  };
  for (const pair of pairs) {
    const [name, text] = pair;
    if (!text.includes('\n')) {
      run.push(pair);
      continue;
    }
    flush();
    lines.push(`${indent}${name} = ${text}\n`);
  }
  flush();
  return lines.join('');
}

/** A block: arguments, then blocks inside of it. */
export interface Block {
  readonly head: string;
  readonly values?: Readonly<Record<string, Value>>;
  readonly blocks?: readonly Block[];
}

export function block(
  head: string,
  values: Readonly<Record<string, Value>> = {},
  blocks: readonly Block[] = [],
): Block {
  return { head, values, blocks };
}

export function blockText({ head, values = {}, blocks = [] }: Block, indent = ''): string {
  const inner = `${indent}  `;
  const pairs = Object.entries(values).map(([name, value]) => [name, valueText(value, inner)] as const);
  const own = aligned(pairs, inner);
  const nested = blocks.map((each) => blockText(each, inner));
  const parts = own === '' ? nested : [own, ...nested];
  return parts.length === 0 ? `${indent}${head} {}\n` : `${indent}${head} {\n${parts.join('\n')}${indent}}\n`;
}
