import type { PolicyProblem } from '../model.js';

const maxProblems = 100;
const maxQuote = 200;

/** Text of a document inside a message: bounded. */
export function quote(text: string): string {
  return `"${text.length > maxQuote ? `${text.slice(0, maxQuote)}…` : text}"`;
}

/** Faults of one document, in document order. */
export class ProblemList {
  readonly #problems: PolicyProblem[] = [];
  #isInvalid = false;

  invalid(code: string, path: string, message: string): void {
    this.#isInvalid = true;
    this.#add({ severity: 'invalid', code, message, path });
  }

  suspicious(code: string, path: string, message: string): void {
    this.#add({ severity: 'suspicious', code, message, path });
  }

  #add(problem: PolicyProblem): void {
    if (this.#problems.length < maxProblems) this.#problems.push(problem);
  }

  get all(): readonly PolicyProblem[] {
    return this.#problems;
  }

  get isInvalid(): boolean {
    return this.#isInvalid;
  }
}
