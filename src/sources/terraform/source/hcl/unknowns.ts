/**
 * What operations on unknown values give. An unknown value is equal to another one of the same address and to nothing else, so that an
 * address must never be shared by two values: it says how the value comes about (`lower(var.name)`), or has a number of its own.
 */
import { createHash } from 'node:crypto';
import { stretchesOf } from '../../../../basics/stand-in.js';
import { Unknown, type Value } from '../../model.js';
import { isList, isMap } from '../../values.js';
import type { At } from './ast.js';
import type { WorkBudget } from './budget.js';

export function placeText({ file, line }: At): string {
  return `${file}:${line}`;
}

/** Longer addresses end in a checksum of the whole. */
const longest = 300;

/** What is more than this is not written down: the value gets a number. */
const mostWork = 10_000;

/**
 * What a function or an operator without side effects makes of these: the same of the same.
 * @param head - `lower`, `?:`
 */
export function workedOut(head: string, given: readonly Value[], why: string, budget: WorkBudget): Unknown {
  const writer = new Writer();
  for (const each of given) writer.add(each);
  if (writer.isTooLong) return budget.fresh(`${head}()`, why);
  const address = `${head}(${writer.parts.join(', ')})`;
  if (address.length <= longest) return new Unknown(address, why);
  return new Unknown(`${address.slice(0, longest)}… ${createHash('sha256').update(address).digest('hex')}`, why);
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
