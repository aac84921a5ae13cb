/** From a pointer into the facts to the template's text. Kept by object, and only asked for what a report names. */
import { stepsOf } from '../../json/json-pointer.js';
import type { TemplateText } from './template.js';

export interface Spot {
  readonly text: TemplateText;
  readonly offset: number;
  /** Logical id, behind the stack's name where there are several. */
  readonly address: string;
}

interface Mark {
  readonly spot: Spot;
  /** Offsets of members, by their names in the facts. */
  readonly members: ReadonlyMap<string, number>;
}

export class Marks {
  readonly #marks = new WeakMap<object, Mark>();

  set(value: object, spot: Spot, members: ReadonlyMap<string, number> = new Map()): void {
    this.#marks.set(value, { spot, members });
  }

  /** The new object stands where another one does, whose members may have other names there. */
  as<T extends object>(value: T, from: unknown, renamed: Readonly<Record<string, string>> = {}): T {
    const mark = typeof from === 'object' && from !== null ? this.#marks.get(from) : undefined;
    if (mark === undefined) return value;
    const members = new Map([...mark.members].map(([name, offset]) => [renamed[name] ?? name, offset]));
    this.#marks.set(value, { spot: mark.spot, members });
    return value;
  }

  /** Where a member of an evaluated map stands. */
  spotOfMember(of: unknown, name: string): Spot | null {
    const mark = typeof of === 'object' && of !== null ? this.#marks.get(of) : undefined;
    const offset = mark?.members.get(name);
    return mark === undefined || offset === undefined ? null : { ...mark.spot, offset };
  }

  /** The nearest place at or above the pointer; null where nothing there comes from a template. */
  find(facts: object, pointer: string): Spot | null {
    let value: unknown = facts;
    let spot = this.#marks.get(facts)?.spot ?? null;
    for (const step of stepsOf(pointer)) {
      if (typeof value !== 'object' || value === null) break;
      const mark = this.#marks.get(value);
      const offset = mark?.members.get(step);
      value = Object.hasOwn(value, step) ? (value as Readonly<Record<string, unknown>>)[step] : null;
      const own = typeof value === 'object' && value !== null ? this.#marks.get(value)?.spot : undefined;
      if (own !== undefined) spot = own;
      else if (mark !== undefined && offset !== undefined) spot = { ...mark.spot, offset };
    }
    return spot;
  }
}
