import { ExpectedError } from '../expected-error.js';
import { version } from '../version.generated.js';

/** Error text may quote names from AWS or from a file: nothing of it may steer the terminal. Line breaks stay. */
const inert = (text: string): string =>
  // eslint-disable-next-line no-control-regex
  text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/**
 * What standard error is told when a command could not do its job: for an expected error the message and what to do, for a bug
 * the stack and where to report it.
 */
export const reportFailure = (error: unknown): string => {
  if (error instanceof ExpectedError) {
    const help = error.help === null ? '' : `\n${error.help}`;
    return inert(`replint: ${error.message}${help}\n`);
  }
  return inert(
    `replint: a bug in replint ${version} stopped this run. Please report it with these lines.\n${stackOf(error)}\n`,
  );
};
