import yargs from 'yargs';
import { didYouMean } from '../nearest-name.js';
import { version } from '../version.generated.js';
import { auditCommand } from './audit.js';
import { collectCommand } from './collect.js';
import type { Command } from './define-command.js';
import { demoCommand } from './demo.js';
import { diffCommand } from './diff.js';
import { explainCommand } from './explain.js';
import { inventoryCommand } from './inventory.js';
import { mergeCommand } from './merge.js';
import { policyCommand } from './policy.js';
import { reportFailure } from './report-failure.js';
import { rulesCommand } from './rules.js';
import { dash } from './dash.js';
import { UsageError } from './usage-error.js';

const widestHelp = 110;
const commonOptions = ['--help', '--version'];

const commands: readonly Command[] = [
  auditCommand,
  explainCommand,
  diffCommand,
  collectCommand,
  mergeCommand,
  inventoryCommand,
  demoCommand,
  rulesCommand,
  policyCommand,
];

/** yargs' complaint about the command line, in our words. */
const usageErrorOf = (complaint: string, words: readonly string[]): UsageError => {
  const command = commands.find(({ name }) => words.includes(name));
  const help = `\`replint ${command === undefined ? '' : `${command.name} `}--help\` shows what there is.`;
  if (complaint.startsWith('Not enough non-option arguments')) {
    return new UsageError(
      command === undefined ? 'No command is given.' : `\`replint ${command.name}\` needs more arguments.`,
      help,
    );
  }
  const valueless = /^Not enough arguments following: ([^]+)$/.exec(complaint)?.[1];
  if (valueless !== undefined)
    return new UsageError(`\`${valueless.length === 1 ? '-' : '--'}${valueless}\` takes a value.`, help);
  const missing = /^Missing required arguments?: ([^]+)$/.exec(complaint)?.[1];
  if (missing !== undefined) return new UsageError(`\`--${missing.split(', ').join('`, `--')}\` is missing.`, help);
  const choice = /Argument: ([^,\n]+), Given: ([^\n]*), Choices: ([^\n]+)/.exec(complaint);
  if (choice !== null) {
    const [, name = '', given = '', choices = ''] = choice;
    return new UsageError(`\`--${name}\` takes ${choices.replaceAll('"', '')}, and is given ${given}.`, help);
  }
  const unknown = /^Unknown (argument|command)s?: ([^]+)$/.exec(complaint)?.[2];
  if (unknown === undefined) return new UsageError(complaint.replace(/\s*\n\s*/g, ' '), help);
  const [first = ''] = unknown.split(', ');
  if (command === undefined && !first.startsWith('-')) {
    const names = commands.map(({ name }) => name);
    return new UsageError(`There is no command \`${first}\`.${didYouMean(first, names)}`, help);
  }
  const option = words.find((word) => word.replace(/^-+/, '').split('=')[0] === first && word.startsWith('-'));
  if (option === undefined) return new UsageError(`Unexpected argument \`${first}\`.`, help);
  const names = [...(command?.optionNames ?? []), ...commonOptions];
  return new UsageError(`Unknown option \`${option.split('=')[0]}\`.${didYouMean(`--${first}`, names)}`, help);
};

const parserOf = (words: readonly string[]) => {
  const parser = yargs()
    .scriptName('replint')
    .usage('$0 <command>\n\nAudits whether Amazon S3 is really able to replicate your objects.')
    .locale('en')
    .version(version)
    .help()
    .exitProcess(false)
    .wrap(Math.min(widestHelp, process.stdout.columns ?? widestHelp))
    .parserConfiguration({
      'camel-case-expansion': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-positional-numbers': false,
    })
    .demandCommand(1, 1, 'No command is given.')
    .strict()
    .fail((complaint, error) => {
      // The parser's own complaints are about the command line; all else is what the command threw.
      throw error === undefined || error.name === 'YError' ? usageErrorOf(complaint, words) : error;
    });
  const finish = (exitCode: number): void => {
    process.exitCode = exitCode;
  };
  for (const command of commands) command.register(parser, finish);
  return parser
    .example('$0 demo', 'See it work: no AWS, no credentials, no network')
    .example('$0 audit', 'Audit the live account')
    .example('$0 audit snapshot.json', 'Audit a snapshot');
};

/** A reader that has seen enough (`| head`) closes the pipe; what it did not want is no error. */
const ignoreClosedPipe = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPIPE') throw error;
};

/**
 * The command line, from its words to `process.exitCode`. What goes wrong is told on standard error. The process is never ended
 * here, so that all output is written first.
 */
export const main = async (words: readonly string[]): Promise<void> => {
  process.stdout.on('error', ignoreClosedPipe);
  process.stderr.on('error', ignoreClosedPipe);
  try {
    // The parser takes a lone dash for nothing at all; it travels under another name.
    const named = words.map((word) => (word === '-' ? dash : word));
    await parserOf(named).parseAsync(named);
  } catch (error) {
    process.stderr.write(reportFailure(error));
    process.exitCode = 2;
  }
};
