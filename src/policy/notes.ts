/** What evaluation notes on its way: doubts that leave a statement open, and doubts that merely stand beside the decision. */
export interface Notes {
  /** AWS does not document what happens here: the statement counts as open. */
  open(path: string, text: string): void;
  /** The decision stands; the reader should know. */
  aside(path: string, text: string): void;
}

export interface Doubt {
  readonly isOpen: boolean;
  readonly policyName: string;
  readonly path: string;
  readonly text: string;
}

/** Collects doubts, each once. */
export class DoubtCollector {
  readonly #doubts = new Map<string, Doubt>();

  notesFor(policyName: string): Notes {
    const add = (isOpen: boolean, path: string, text: string): void => {
      this.#doubts.set(`${policyName}\n${path}\n${text}`, { isOpen, policyName, path, text });
    };
    return { open: (path, text) => add(true, path, text), aside: (path, text) => add(false, path, text) };
  }

  get all(): readonly Doubt[] {
    return [...this.#doubts.values()];
  }
}

export const noNotes: Notes = { open: () => undefined, aside: () => undefined };
