import { resolve } from 'node:path';
import { didYouMean } from '../basics/nearest-name.js';
import { UsageError } from '../basics/usage-error.js';

/** One output that was asked for: `--format json=report.json`. */
export interface WantedOutput<Name extends string> {
  /** Name of a reporter. */
  readonly format: Name;
  /** Path as given; null = standard output. */
  readonly file: string | null;
}

function parseOne<Name extends string>(value: string, names: readonly Name[]): WantedOutput<Name> {
  const at = value.indexOf('=');
  const given = at === -1 ? value : value.slice(0, at);
  const file = at === -1 ? '-' : value.slice(at + 1);
  const format = names.find((name) => name === given);
  if (format === undefined) {
    throw new UsageError(
      `There is no format \`${given}\`.${didYouMean(given, names)}`,
      `Formats: ${names.join(', ')}.`,
    );
  }
  if (file === '') {
    throw new UsageError(
      `\`--format ${format}=\` names no file.`,
      `Write \`--format ${format}=FILE\`, or \`--format ${format}\` for standard output.`,
    );
  }
  return { format, file: isStandardOutput(file) ? null : file };
}

/** Whose name decides about colour and order like `-`. */
function isStandardOutput(file: string): boolean {
  return file === '-' || file === '/dev/stdout';
}

/**
 * Reads the values of `--format`.
 * @throws UsageError for an unknown name, a file named twice, or two formats for standard output
 */
export function parseFormats<Name extends string>(
  values: readonly string[],
  names: readonly Name[],
): readonly WantedOutput<Name>[] {
  const wanted = values.map((value) => parseOne(value, names));
  const files = wanted.map(({ file }) => file);
  if (files.filter((file) => file === null).length > 1) {
    throw new UsageError(
      'Only one format can go to standard output.',
      'Give the others a file: `--format sarif=replint.sarif`.',
    );
  }
  const places = files.map((file) => file && resolve(file));
  const twice = files.find((_, index) => places.indexOf(places[index] ?? null) !== index);
  if (twice !== undefined && twice !== null)
    throw new UsageError(`Two formats would be written to \`${twice}\`.`, 'Give each format a file of its own.');
  return wanted;
}
