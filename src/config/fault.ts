import { ExpectedError } from '../basics/expected-error.js';

/** Something wrong in a file, and where. */
export interface Fault {
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

const mostShown = 20;

function inOrder(left: Fault, right: Fault): number {
  return left.line - right.line || left.column - right.column;
}

/** The configuration cannot be used: every fault at its `file:line:column`. Exit code 2. */
export class ConfigurationError extends ExpectedError {
  override readonly name = 'ConfigurationError';
  readonly faults: readonly Fault[];

  constructor(file: string, faults: readonly Fault[], options?: ErrorOptions) {
    const sorted = [...faults].sort(inOrder);
    const lines = sorted
      .slice(0, mostShown)
      .map(({ line, column, message }) => `  ${file}:${line}:${column} ${message}`);
    const more = sorted.length > mostShown ? [`  and ${sorted.length - mostShown} more`] : [];
    super(
      ['The configuration cannot be used.', ...lines, ...more].join('\n'),
      'Correct these places: `replint init -` shows every setting with an example.',
      options,
    );
    this.faults = sorted;
  }
}
