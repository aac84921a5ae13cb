/** What a shell is told of a command. All of it is our own text. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  /** What its first argument can be; empty = anything. */
  readonly words: readonly string[];
  /** Whether its arguments are files. */
  readonly takesFiles: boolean;
  readonly options: readonly CompletedOption[];
}

export interface CompletedOption {
  readonly name: string;
  /** Its short form. */
  readonly letter: string | null;
  readonly summary: string;
  readonly takesValue: boolean;
  /** Values to choose from; empty = a file, or anything. */
  readonly values: readonly string[];
}

/** In single quotes, for a POSIX shell and for zsh. */
export function inQuotes(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
