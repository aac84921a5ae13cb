/**
 * What operations on unknown values give. An unknown value is equal to another one of the same address and to nothing else, so that an
 * address must never be shared by two values: it is what is written in the code (`lower(var.name)`), for each value that this makes with
 * a number of its own, and the same for all that come about in the same way.
 */
import { createHash } from 'node:crypto';
import { hasStandIn, stretchesOf } from '../../../../basics/stand-in.js';
import { Unknown, type Value } from '../../model.js';
import { isList, isMap } from '../../values.js';
import type { At } from './ast.js';
import type { Scope } from './scope.js';

export function placeText({ file, line }: At): string {
  return `${file}:${line}`;
}

/** Longer texts are told apart by a checksum. */
const longest = 300;

/** What is more than this is not written down: the value gets a number. */
const mostWork = 10_000;

/** An operation as the code has it. */
export interface Written {
  readonly written: string;
  /** Where that stands. */
  readonly scope: Scope;
}

/**
 * What a function or an operator without side effects makes of these: the same of the same.
 * @param head - `lower`, `?:`
 */
export function workedOut(head: string, given: readonly Value[], why: string, { written, scope }: Written): Unknown {
  const { budget } = scope.names;
  const name = `${written}${instanceText(written, scope)}`;
  const writer = new Writer();
  for (const each of given) writer.add(each);
  if (writer.isTooLong) return budget.fresh(name, why);
  const how = `${head}(${writer.parts.join(', ')})`;
  const key = how.length <= longest ? how : createHash('sha256').update(how).digest('hex');
  return new Unknown(budget.nameOf(key, name), why);
}

/** The same text has another value in each module, and for each instance of a block. */
function instanceText(written: string, { names, locals }: Scope): string {
  const [each, count] = [locals.get('each'), locals.get('count')];
  const key = /\beach\./u.test(written) && isMap(each) ? each['key'] : undefined;
  const index = /\bcount\./u.test(written) && isMap(count) ? count['index'] : undefined;
  return [
    names.path === '' ? '' : ` in ${names.path.slice(0, -1)}`,
    typeof key === 'string' && !hasStandIn(key) ? ` with each.key ${JSON.stringify(key)}` : '',
    typeof index === 'number' ? ` with count.index ${index}` : '',
  ].join('');
}

/** Before what is taken of it: `(var.a ? b : c).name`. */
export function asOperand(address: string): string {
  return /^[!-]| (?:[-+*/%<>?]|[=!<>]=|&&|\|\||in|with) /u.test(address) ? `(${address})` : address;
}

/** Arguments as text, from which they can be told apart. */
class Writer {
  readonly parts: string[] = [];
  #left = mostWork;

  get isTooLong(): boolean {
    return this.#left < 0;
  }

  add(value: Value): void {
    this.parts.push(this.#text(value));
  }

  #text(value: Value): string {
    this.#left -= 1;
    if (this.#left < 0) return '';
    if (value instanceof Unknown) return this.#taken(value.address);
    if (typeof value === 'string') return this.#taken(quoted(value));
    if (isList(value)) return `[${value.map((each) => this.#text(each)).join(', ')}]`;
    if (isMap(value))
      return `{${Object.keys(value)
        .map((name) => `${this.#taken(JSON.stringify(name))} = ${this.#text(value[name] ?? null)}`)
        .join(', ')}}`;
    return String(value);
  }

  #taken(text: string): string {
    this.#left -= text.length;
    return text;
  }
}

function quoted(text: string): string {
  const inside = stretchesOf(text).map((stretch) =>
    stretch.kind === 'stand-in'
      ? `\${${stretch.standIn.address}}`
      : JSON.stringify(stretch.text.replaceAll('${', () => '$${')).slice(1, -1),
  );
  return `"${inside.join('')}"`;
}
