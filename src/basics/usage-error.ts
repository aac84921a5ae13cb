import { ExpectedError } from './expected-error.js';

/** The command line cannot be understood: exit code 2. */
export class UsageError extends ExpectedError {
  override readonly name = 'UsageError';
}
