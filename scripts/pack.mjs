/**
 * A zip archive for AWS Lambda, the same bytes for the same files: sorted, with one time for all, and compressed by a library's own
 * code, which does not change with the version of Node.js.
 * @param {ReadonlyMap<string, Uint8Array>} files by path
 * @param {string} folder that they are in, which becomes the archive's root
 * @returns {Promise<Uint8Array>}
 */
export async function pack(files, folder) {
  const { strToU8, zipSync } = await import('fflate');
  const readable = { attrs: 0o644 << 16, os: 3 };
  const entries = [...files]
    .map(([path, contents]) => [path.slice(folder.length + 1), contents])
    .concat([['package.json', strToU8('{"type":"module"}\n')]])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, contents]) => [path, [new Uint8Array(contents), readable]]);
  // The archive has local times without a zone: this one is the same everywhere.
  return zipSync(Object.fromEntries(entries), { mtime: new Date(1980, 0, 1), level: 9 });
}
