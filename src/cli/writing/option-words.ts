/** Options as they were given, for a command that is printed to be typed next. */
import { shellWord } from '../../basics/shell-word.js';

/** Which accounts are read. */
export const accountOptions = ['profile', 'region', 'assume-role', 'external-id', 'accounts', 'org'] as const;

/** What infrastructure code does not say itself. Values of `--var` are not printed: they may be secrets. */
const codeOptions = ['account', 'parameters', 'var-file', 'deployment', 'onto'] as const;

type Arguments = Readonly<Record<string, unknown>>;

/** Words for a shell. */
export function optionWords(args: Arguments, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    const value = args[name];
    if (value === undefined || value === false) return [];
    if (value === true) return [`--${name}`];
    return [value].flat().flatMap((each) => [`--${name}`, shellWord(String(each))]);
  });
}

/**
 * What `explain` has to be given to judge as `audit` did.
 * @returns null if that cannot be printed, or read again
 */
export function judgedWith(args: object): readonly string[] | null {
  const given = args as Arguments;
  const words = optionWords(given, [...accountOptions, ...codeOptions, 'config', 'require-organization']);
  return given['var'] !== undefined || words.includes('-') ? null : words;
}
