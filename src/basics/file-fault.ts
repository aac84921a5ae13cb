const reasons = new Map([
  ['ENOENT', 'there is no such file'],
  ['ENOTDIR', 'a part of the path is not a folder'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'reading it is not permitted'],
]);

/** The code of an error of Node's own, such as `ENOENT`; empty where it has none. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** Why a file cannot be read, as the second half of a sentence. */
export function fileFault(error: unknown): string {
  return reasons.get(codeOf(error)) ?? `the system says ${codeOf(error) || 'nothing more'}`;
}
