/** What `-` (standard input) is called between the command line and the command: no path can hold a NUL. */
export const dash = '\u0000-';
