/** Of the declarations that the compiler writes, only those that a user's import leads to are kept. */
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const specifier = /\b(?:from|import)\s*\(?\s*['"](\.[^'"]+)\.js['"]/gu;

/**
 * @param {string} folder
 * @param {readonly string[]} doors paths in it
 * @returns {number} how many files are left
 */
export function pruneTypes(folder, doors) {
  const kept = new Set();
  const open = doors.map((door) => join(folder, door));
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (kept.has(path)) continue;
    kept.add(path);
    const text = readFileSync(path, 'utf8');
    for (const [, name] of text.matchAll(specifier)) open.push(join(dirname(path), `${name}.d.ts`));
  }
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = join(folder, name);
    if (path.endsWith('.d.ts') && !kept.has(path)) rmSync(path);
  }
  return kept.size;
}
