/** What `-` (a standard stream) is called between the command line and the command: no path can hold a NUL. */
export const dash = '\u0000-';

export function isDash(name: string): boolean {
  return name === dash || name === '-';
}

/** The name of an input as people give it. */
export function inputName(name: string): string {
  return name === dash ? '-' : name;
}
