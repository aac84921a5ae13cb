import { ExpectedError } from '../../basics/expected-error.js';

/** Something wrong in an input, and where. */
export interface InputFault {
  /** As given, or below a folder that was given: a path, or `-`. */
  readonly file: string;
  /** JSON pointer (RFC 6901), or the address of what stands there; empty = the document itself. */
  readonly pointer: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
  readonly message: string;
}

const mostShown = 50;

function lineOf({ file, line, column, pointer, message }: InputFault): string {
  return `  ${file}:${line}:${column} ${pointer === '' ? '' : `${pointer} `}${message}`;
}

/** The input cannot be read as an estate. `faults` holds every fault in reading order, the message the first of them. */
export class InvalidInput extends ExpectedError {
  override readonly name = 'InvalidInput';
  readonly faults: readonly InputFault[];

  constructor(faults: readonly InputFault[], help: string | null = null) {
    const shown = faults.slice(0, mostShown).map(lineOf);
    const more = faults.length > mostShown ? [`  and ${faults.length - mostShown} more`] : [];
    super(['The input cannot be read.', ...shown, ...more].join('\n'), help);
    this.faults = faults;
  }
}
