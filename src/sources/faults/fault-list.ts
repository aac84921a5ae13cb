import type { Origin } from '../../estate/fact.js';
import type { Reading } from '../adapter.js';
import { type InputFault, InvalidInput } from './invalid-input.js';

function inReadingOrder(left: InputFault, right: InputFault): number {
  const byPlace = left.line - right.line || left.column - right.column;
  if (byPlace !== 0 || left.message === right.message) return byPlace;
  return left.message < right.message ? -1 : 1;
}

type Faulty = Pick<Reading, 'name' | 'faults' | 'help' | 'locator'>;

/** The faults of all sources. Lines and columns are looked up at the end, in one scan of each source that has any. */
export class FaultList {
  readonly #sources: readonly Faulty[];
  readonly #bySource: readonly { readonly pointer: string; readonly message: string }[][];

  constructor(sources: readonly Faulty[]) {
    this.#sources = sources;
    this.#bySource = sources.map(() => []);
  }

  add({ source, pointer }: Origin, message: string): void {
    this.#bySource[source]?.push({ pointer, message });
  }

  /** @throws InvalidInput if there is any fault, with all of them in reading order */
  throwAny(): void {
    const faults = this.#sources.map((reading, source) => this.#placedOf(reading, source));
    const first = faults.findIndex((ofSource) => ofSource.length > 0);
    if (first !== -1) throw new InvalidInput(faults.flat(), this.#sources[first]?.help ?? null);
  }

  #placedOf({ name, faults, locator }: Faulty, source: number): readonly InputFault[] {
    const placed: InputFault[] = [];
    const unplaced = [...(this.#bySource[source] ?? [])];
    for (const fault of faults) {
      if ('pointer' in fault) unplaced.push(fault);
      else placed.push({ ...inPlace(fault.place), message: fault.message });
    }
    const places = unplaced.length === 0 ? null : locator.placesOf(unplaced.map(({ pointer }) => pointer));
    for (const { pointer, message } of unplaced) {
      const place = places?.get(pointer) ?? { file: name, address: pointer, line: 1, column: 1 };
      placed.push({ ...inPlace(place), message });
    }
    return placed.sort(inReadingOrder);
  }
}

function inPlace({ file, address, line, column }: { file: string; address: string; line: number; column: number }): {
  file: string;
  pointer: string;
  line: number;
  column: number;
} {
  return { file, pointer: address, line, column };
}
