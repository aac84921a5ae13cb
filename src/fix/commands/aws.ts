/** Commands of the AWS CLI as text. Every value is a word of its own: nothing in it means anything to the shell. */
import { shellWord } from '../../basics/shell-word.js';
import { visible } from '../../reporters/escape/visible.js';

/** `aws('s3api', 'get-bucket-policy', { bucket: 'x' })`; null leaves an option out, true is a switch. */
export function aws(
  service: string,
  operation: string,
  options: Readonly<Record<string, string | true | null | undefined>>,
): string {
  const words = Object.entries(options).flatMap(([name, value]) => {
    if (value === null || value === undefined) return [];
    // The value of an option that begins with a dash would be read as another option.
    if (value === true) return [`--${name}`];
    return value.startsWith('-') ? [`--${name}=${shellWord(value)}`] : [`--${name} ${shellWord(value)}`];
  });
  return ['aws', service, operation, ...words].join(' ');
}

/** JSON in which nothing is hidden: the same value for whoever parses it. */
export function json(value: unknown): string {
  return visible(JSON.stringify(value));
}

/** How one document is read and written. */
export interface DocumentCommands {
  /** Prints the document as JSON. */
  readonly read: string;
  /** The error code that says that there is none. */
  readonly absentCode: string | null;
  readonly writes: readonly string[];
  /** Lines before the writes that make room: of a managed policy five versions at most are kept. */
  readonly managedPolicy?: string;
}
