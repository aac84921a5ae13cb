import type { Origin } from '../../estate/fact.js';
import { type InputFault, InvalidInput } from './invalid-input.js';
import { locate } from '../json/locate.js';

function inReadingOrder(left: InputFault, right: InputFault): number {
  const byPlace = left.line - right.line || left.column - right.column;
  if (byPlace !== 0 || left.message === right.message) return byPlace;
  return left.message < right.message ? -1 : 1;
}

const mend = 'Mend the places named above; schemas/replint-snapshot-1.schema.json describes the format.';

interface NamedText {
  readonly name: string;
  /** JSON. */
  readonly text: string;
}

interface FaultsOfInput {
  readonly placed: InputFault[];
  readonly unplaced: { readonly pointer: string; readonly message: string }[];
}

/** The faults of all inputs. Lines and columns are looked up at the end, in one scan of each input that has any. */
export class FaultList {
  /** What to do about them. */
  help = mend;
  readonly #inputs: readonly NamedText[];
  readonly #bySource: readonly FaultsOfInput[];

  constructor(inputs: readonly NamedText[]) {
    this.#inputs = inputs;
    this.#bySource = inputs.map(() => ({ placed: [], unplaced: [] }));
  }

  add({ source, pointer }: Origin, message: string): void {
    this.#bySource[source]?.unplaced.push({ pointer, message });
  }

  /** For a text that is no JSON: nothing can be looked up in it. */
  addPlaced(source: number, fault: InputFault): void {
    this.#bySource[source]?.placed.push(fault);
  }

  /** @throws InvalidInput if there is any fault, with all of them in reading order */
  throwAny(): void {
    const faults = this.#inputs.flatMap((input, source) => this.#placedOf(input, source));
    if (faults.length > 0) throw new InvalidInput(faults, this.help);
  }

  #placedOf({ name, text }: NamedText, source: number): readonly InputFault[] {
    const { placed, unplaced } = this.#bySource[source] ?? { placed: [], unplaced: [] };
    if (unplaced.length === 0) return placed;
    const places = locate(
      text,
      unplaced.map(({ pointer }) => pointer),
    );
    const found = unplaced.map(({ pointer, message }) => ({
      file: name,
      pointer,
      ...(places.get(pointer) ?? { line: 1, column: 1 }),
      message,
    }));
    return [...placed, ...found].sort(inReadingOrder);
  }
}
