/** The whole command line: help, every option in every spelling, and what is wrong with it. */
import yargs from 'yargs';
import { didYouMean } from '../../basics/nearest-name.js';
import { version } from '../../basics/version.generated.js';
import { commands } from '../commands.js';
import type { Command } from './define-command.js';
import { adviceFor, commandMeant } from './habits.js';
import { UsageError } from '../../basics/usage-error.js';
import { screenWidth } from '../writing/screen-width.js';

const widestHelp = 110;
const commonOptions = ['--help', '--version'];

function unknownCommand(name: string): UsageError {
  const names = commands.map((command) => command.name);
  const meant = commandMeant(name);
  const hint = meant === undefined ? didYouMean(name, names) : ` Did you mean \`${meant}\`?`;
  return new UsageError(`There is no command \`${name}\`.${hint}`, '`replint --help` lists the commands.');
}

/** The ones that the command cannot do without, behind those that are given. */
function missingArguments({ words }: Command, present: number): string {
  const needed = (words.match(/<[^>]+>/gu) ?? []).slice(present).map((word) => `\`${word}\``);
  return `${needed.join(' and ')} ${needed.length > 1 ? 'are' : 'is'}`;
}

function exampleOf({ name, examples }: Command): string {
  const line = examples[0]?.[0];
  const example = line === undefined ? '' : `Write \`${line.replace('$0', 'replint')}\`, for example. `;
  return `${example}\`replint ${name} --help\` lists the options.`;
}

/** yargs' complaint about the command line, in our words. */
function usageErrorOf(complaint: string, words: readonly string[]): UsageError {
  const command = commands.find(({ name }) => words.includes(name));
  const help = `\`replint ${command === undefined ? '' : `${command.name} `}--help\` lists the options.`;
  if (complaint.startsWith('No command is given'))
    return new UsageError(complaint, '`replint --help` lists the commands, and `replint demo` shows what they say.');
  const present = /^Not enough non-option arguments: got (\d+)/.exec(complaint)?.[1];
  if (command !== undefined && present !== undefined)
    return new UsageError(`${missingArguments(command, Number(present))} missing.`, exampleOf(command));
  const valueless = /^Not enough arguments following: ([^]+)$/.exec(complaint)?.[1];
  if (valueless !== undefined)
    return new UsageError(`\`${valueless.length === 1 ? '-' : '--'}${valueless}\` takes a value.`, help);
  const missing = /^Missing required arguments?: ([^]+)$/.exec(complaint)?.[1];
  if (missing !== undefined)
    return new UsageError(
      `\`--${missing.split(', ').join('`, `--')}\` is missing.`,
      command === undefined ? help : exampleOf(command),
    );
  const choice = /Argument: ([^,\n]+), Given: ([^\n]*), Choices: ([^\n]+)/.exec(complaint);
  if (choice !== null) {
    const [, name = '', given = '', choices = ''] = choice;
    const isOption = command === undefined || command.optionNames.includes(`--${name}`);
    const argument = isOption ? `--${name}` : `<${name}>`;
    return new UsageError(`\`${argument}\` takes ${choices.replaceAll('"', '')}, and is given ${given}.`, help);
  }
  const unknown = /^Unknown (argument|command)s?: ([^]+)$/.exec(complaint)?.[2];
  if (unknown === undefined) return new UsageError(complaint.replace(/\s*\n\s*/g, ' '), help);
  const [first = ''] = unknown.split(', ');
  if (command === undefined && !first.startsWith('-')) return unknownCommand(first);
  // `--no-color` is told as `color`.
  const option = words.find((word) => word.startsWith('-') && word.replace(/^-+(?:no-)?/, '').split('=')[0] === first);
  if (option === undefined) return new UsageError(`Unexpected argument \`${first}\`.`, help);
  const advice = adviceFor(option.split('=')[0] ?? '');
  if (advice !== undefined) return new UsageError(`Unknown option \`${option.split('=')[0]}\`. ${advice}`, help);
  const names = [...(command?.optionNames ?? []), ...commonOptions];
  return new UsageError(`Unknown option \`${option.split('=')[0]}\`.${didYouMean(`--${first}`, names)}`, help);
}

function parserOf(words: readonly string[]) {
  const parser = yargs()
    .scriptName('replint')
    .usage('$0 <command>\n\nAudits whether Amazon S3 can really replicate your objects.')
    .locale('en')
    .version(version)
    .alias('version', ['v', 'V'])
    .help()
    .alias('help', 'h')
    .exitProcess(false)
    .wrap(Math.min(widestHelp, screenWidth()))
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
}

/** Runs the command that the words name; its exit code becomes the process's. */
export async function parse(words: readonly string[]): Promise<void> {
  const [first = '-'] = words;
  if (!first.startsWith('-') && !commands.some(({ name }) => name === first)) throw unknownCommand(first);
  await parserOf(words).parseAsync(words);
}
