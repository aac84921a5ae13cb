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

/** Collects doubts, each once. Most decisions have none, so that nothing is made before the first. */
export class DoubtCollector {
  #doubts: Map<string, Doubt> | null = null;
  #last: PolicyNotes | null = null;

  notesFor(policyName: string): Notes {
    if (this.#last?.policyName !== policyName) this.#last = new PolicyNotes(policyName, this);
    return this.#last;
  }

  add(doubt: Doubt): void {
    this.#doubts ??= new Map();
    this.#doubts.set(`${doubt.policyName}\n${doubt.path}\n${doubt.text}`, doubt);
  }

  get all(): readonly Doubt[] {
    return this.#doubts === null ? [] : [...this.#doubts.values()];
  }
}

class PolicyNotes implements Notes {
  readonly policyName: string;
  readonly #collector: DoubtCollector;

  constructor(policyName: string, collector: DoubtCollector) {
    this.policyName = policyName;
    this.#collector = collector;
  }

  open(path: string, text: string): void {
    this.#collector.add({ isOpen: true, policyName: this.policyName, path, text });
  }

  aside(path: string, text: string): void {
    this.#collector.add({ isOpen: false, policyName: this.policyName, path, text });
  }
}

export const noNotes: Notes = { open: () => undefined, aside: () => undefined };
