/**
 * One room of the house, as `rooms.ts` lists them.
 *
 * - `path`   a folder or a file; the longest match decides in which room a file is
 * - `holds`  what one finds there
 * - `imports` the rooms it may import, besides itself
 * - `packages` what it may import from npm and Node.js; a trailing `*` matches the rest. Type-only imports count as well
 * - `names`  for packages with this prefix, which names may be imported
 * - `isPure` no clock, no environment, no network: the linter refuses the globals, too
 * - `doors`  the only files of the room, and of the rooms in it, that others may import; without it, all are
 */
export interface Room {
  readonly path: string;
  readonly holds: string;
  readonly imports: readonly string[];
  readonly packages: readonly string[];
  readonly names?: readonly NamesOfPackage[];
  readonly isPure?: boolean;
  readonly doors?: readonly string[];
}

export interface NamesOfPackage {
  readonly prefix: string;
  readonly only: RegExp;
  readonly why: string;
}
