/** What evaluation notes on its way: doubts that leave a statement open, and doubts that merely stand beside the decision. */

import { shortList } from '../basics/short-list.js';

export interface Notes {
  /** AWS does not document what happens here: the statement counts as open. */
  open(path: string, text: string): void;
  /** It depends on a value that is not known yet: `addresses` are those of what settles it, or of what it may be. */
  unresolved(path: string, addresses: readonly string[]): void;
  /** The decision stands; the reader should know. */
  aside(path: string, text: string): void;
}

export interface Doubt {
  readonly isOpen: boolean;
  /** Of the values that are not known yet, where it depends on those. */
  readonly addresses?: readonly string[];
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

  unresolved(path: string, addresses: readonly string[]): void {
    const text = `Whether the statement applies depends on ${shortList(addresses, 3)}`;
    this.#collector.add({ isOpen: true, policyName: this.policyName, path, text, addresses });
  }

  aside(path: string, text: string): void {
    this.#collector.add({ isOpen: false, policyName: this.policyName, path, text });
  }
}

export const noNotes: Notes = { open: () => undefined, unresolved: () => undefined, aside: () => undefined };
