/** From a pointer into the facts to what an instance says. Only asked for what a report names, so that nothing is kept by pointer. */
import { stepsOf } from '../../json/json-pointer.js';
import type { Instance, Spot } from '../model.js';

type Path = readonly (string | number)[];

interface Mark {
  readonly instance: Instance;
  readonly path: Path;
  /** Paths of members that are texts or numbers, by their names in the facts. */
  readonly members: Readonly<Record<string, Path>>;
}

export class Spots {
  readonly #marks = new WeakMap<object, Mark>();

  /** The same object, which is known to come from there. */
  mark<T extends object>(
    value: T,
    instance: Instance,
    path: Path = [],
    members: Readonly<Record<string, Path>> = {},
  ): T {
    this.#marks.set(value, { instance, path, members });
    return value;
  }

  /** Null where nothing at the pointer or above it comes from an instance. */
  find(facts: object, pointer: string): Spot | null {
    let value: unknown = facts;
    let spot = this.#spotOf(value);
    for (const step of stepsOf(pointer)) {
      if (typeof value === 'object' && value !== null) {
        const member = this.#memberOf(value, step);
        value = Object.hasOwn(value, step) ? (value as Readonly<Record<string, unknown>>)[step] : null;
        spot = this.#spotOf(value) ?? member ?? spot;
      } else if (spot !== null && typeof value === 'string') {
        spot = { ...spot, within: [...spot.within, step] };
      }
    }
    return spot;
  }

  #spotOf(value: unknown): Spot | null {
    const mark = typeof value === 'object' && value !== null ? this.#marks.get(value) : undefined;
    return mark === undefined ? null : { instance: mark.instance, path: mark.path, within: [] };
  }

  #memberOf(value: object, step: string): Spot | null {
    const mark = this.#marks.get(value);
    const path = mark !== undefined && Object.hasOwn(mark.members, step) ? mark.members[step] : undefined;
    return mark === undefined || path === undefined ? null : { instance: mark.instance, path, within: [] };
  }
}
