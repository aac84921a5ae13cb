import type { Type } from '../types/type.js';

/** What Terraform refuses while it evaluates: `try` and `can` catch it; elsewhere the value is not known. */
export class HclError extends Error {
  override readonly name: string = 'HclError';
  /** Of the value that there would be, where that is clear. */
  readonly type: Type | null;

  constructor(message: string, type: Type | null = null) {
    super(message);
    this.type = type;
  }
}

/** What Terraform might work out and we do not, because it is too much: the value is not known, also for `try` and `can`. */
export class LimitError extends HclError {
  override readonly name = 'LimitError';
}
