import { ExpectedError } from '../basics/expected-error.js';
import { terminalBlock } from '../reporters/escape/terminal.js';
import { version } from '../basics/version.generated.js';

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * What standard error is told when a command could not do its job: for an expected error the message and what to do, for a bug
 * the stack. Names from AWS or from a file that stand in it are made harmless.
 */
export function reportFailure(error: unknown): string {
  if (error instanceof ExpectedError) {
    const help = error.help === null ? '' : `\n${error.help}`;
    return `${terminalBlock(`replint: ${error.message}${help}`)}\n`;
  }
  const intro = `replint: a bug in replint ${version} stopped this run. Please report it with these lines.`;
  return `${terminalBlock(`${intro}\n${stackOf(error)}`)}\n`;
}
