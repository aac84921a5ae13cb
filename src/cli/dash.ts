/** What `-` (a standard stream) is called between the command line and the command: no path can hold a NUL. */
export const dash = '\u0000-';

export const isDash = (name: string): boolean => name === dash || name === '-';

/** The name of an input as people give it. */
export const inputName = (name: string): string => (name === dash ? '-' : name);
