import { existsSync } from 'node:fs';
import { version } from '../basics/version.generated.js';
import { calmCompiler } from './calm-compiler.js';
import { commands } from './commands.js';
import { hideDashes } from './parser/dash.js';
import { plainSpoken } from './parser/habits.js';
import { reportFailure } from './report-failure.js';

/** Asked for alone, the version needs no parser. */
const versionFlags: ReadonlySet<string> = new Set(['--version', '-v', '-V']);

/** A reader that has seen enough (`| head`) closes the pipe; what it did not want is not an error. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/**
 * The command line, from its words to `process.exitCode`. What goes wrong is told on standard error. The process is never ended
 * here, so that all output is written first.
 */
export async function main(words: readonly string[]): Promise<void> {
  calmCompiler();
  process.stdout.on('error', ignoreClosedPipe);
  process.stderr.on('error', ignoreClosedPipe);
  try {
    if (words.length === 1 && versionFlags.has(words[0] ?? '')) {
      process.stdout.write(`${version}\n`);
      return;
    }
    const spoken = plainSpoken(
      words,
      commands.map(({ name }) => name),
      existsSync,
    );
    const named = hideDashes(spoken);
    const plain = commands.find(({ name }) => name === named[0])?.runPlain(named.slice(1)) ?? null;
    if (plain !== null) process.exitCode = await plain;
    else await (await import('./parser/parser.js')).parse(named);
  } catch (error) {
    process.stderr.write(reportFailure(error));
    process.exitCode = 2;
  }
}
