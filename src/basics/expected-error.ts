/**
 * An error made for people: a usage error, a broken input, missing credentials. The outermost handler prints the message and what
 * to do, without a stack. Every other error is a bug of ours.
 */
export class ExpectedError extends Error {
  override readonly name: string = 'ExpectedError';
  /** What to do, as a sentence; null = the message says it. */
  readonly help: string | null;

  constructor(message: string, help: string | null = null, options?: ErrorOptions) {
    super(message, options);
    this.help = help;
  }
}
