import type { Argv, InferredOptionTypes, Options, PositionalOptions } from 'yargs';
import { showDashes } from './dash.js';
import { readPlainWords } from './plain-words.js';
import { UsageError } from '../../basics/usage-error.js';

type OptionSet = Readonly<Record<string, Options>>;
type PositionalSet = Readonly<Record<string, PositionalOptions>>;

interface CommandDefinition<P extends PositionalSet, O extends OptionSet> {
  /** The command's name and its positional arguments in yargs' notation: `audit [input..]`. */
  readonly words: string;
  readonly summary: string;
  readonly positionals: P;
  readonly options: O;
  /** Command line and what it does. */
  readonly examples: readonly (readonly [string, string])[];
  /** Closing words of the help. */
  readonly epilogue?: string;
  /** Does the work and says the exit code. */
  run(args: InferredOptionTypes<P> & InferredOptionTypes<O>): Promise<number>;
}

/** A command that the parser can be given, its types folded away. */
export interface Command {
  readonly name: string;
  /** Its name and its positional arguments in yargs' notation. */
  readonly words: string;
  readonly summary: string;
  readonly positionals: PositionalSet;
  readonly options: OptionSet;
  readonly optionNames: readonly string[];
  /** Command lines of the help, with what they do; `$0` stands for `replint`. */
  readonly examples: readonly (readonly [string, string])[];
  register(parser: Argv, finish: (exitCode: number) => void): Argv;
  /** Runs the command with the words behind its name, where they leave the parser nothing to interpret; else null. */
  runPlain(words: readonly string[]): Promise<number> | null;
}

/** yargs makes a list of an option that is given twice, whatever its type says. */
function refuseRepeated(args: Readonly<Record<string, unknown>>, options: OptionSet): void {
  for (const [name, { array }] of Object.entries(options)) {
    if (array === true || !Array.isArray(args[name])) continue;
    throw new UsageError(`\`--${name}\` is given more than once.`, 'Give it once.');
  }
}

/** `--no-config` sets an option that takes a value to `false`. */
function refuseNegated(args: Readonly<Record<string, unknown>>, options: OptionSet): void {
  for (const [name, { type }] of Object.entries(options)) {
    if (type === 'boolean' || typeof args[name] !== 'boolean') continue;
    throw new UsageError(
      `Unknown option \`--no-${name}\`.`,
      `\`--${name}\` takes a value. Leave the option out for its default.`,
    );
  }
}

function refuseNotANumber(args: Readonly<Record<string, unknown>>, options: OptionSet): void {
  for (const [name, { type }] of Object.entries(options)) {
    const value = args[name];
    if (type !== 'number' || value === undefined) continue;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1) continue;
    throw new UsageError(`\`--${name}\` is not a whole number of at least 1.`, `Write \`--${name} 10\`, for example.`);
  }
}

/** Gives a command its types and turns it into something that the parser registers. */
export function defineCommand<P extends PositionalSet, O extends OptionSet>(
  definition: CommandDefinition<P, O>,
): Command {
  const [name = ''] = definition.words.split(' ');
  return {
    name,
    words: definition.words,
    summary: definition.summary,
    positionals: definition.positionals,
    options: definition.options,
    optionNames: Object.keys(definition.options).map((option) => `--${option}`),
    examples: definition.examples,
    runPlain: (words) => {
      const args = readPlainWords(words, definition);
      // As below: exactly these positionals and options.
      return args === null ? null : definition.run(showDashes(args) as InferredOptionTypes<P> & InferredOptionTypes<O>);
    },
    register: (parser, finish) =>
      parser.command(
        definition.words,
        definition.summary,
        (command) => {
          for (const [positional, options] of Object.entries(definition.positionals))
            command.positional(positional, options);
          for (const [line, effect] of definition.examples) command.example(line, effect);
          if (definition.epilogue !== undefined) command.epilogue(definition.epilogue);
          return command.options(definition.options);
        },
        async (args) => {
          refuseRepeated(args, definition.options);
          refuseNegated(args, definition.options);
          refuseNotANumber(args, definition.options);
          // The parser was given exactly these positionals and options, so that it made exactly these types.
          finish(await definition.run(showDashes(args) as unknown as InferredOptionTypes<P> & InferredOptionTypes<O>));
        },
      ),
  };
}
