/** A word for a POSIX shell: as it is where nothing in it means anything to the shell, else in quotes. */
export function shellWord(word: string): string {
  return /^[\w./:=@%+,-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
