/**
 * `-` (a standard stream) on its way through the parser, which takes a lone dash for nothing at all: no path can hold a NUL.
 */
const dash = '\u0000-';

export function hideDashes(words: readonly string[]): readonly string[] {
  return words.map((word) => (word === '-' ? dash : word));
}

/** What the parser gave, with the dashes back in place. */
export function showDashes<T extends object>(args: T): T {
  const shown = (value: unknown): unknown =>
    value === dash ? '-' : Array.isArray(value) ? (value as readonly unknown[]).map(shown) : value;
  // The same names and kinds of values.
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, shown(value)])) as T;
}
