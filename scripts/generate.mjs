#!/usr/bin/env node
/**
 * Writes every file that is derived from others. Each `scripts/generate/*.mjs` that exports `generate` gives texts by path.
 *
 *   node scripts/generate.mjs           writes what changed
 *   node scripts/generate.mjs --check   writes nothing, names what is stale; 1 = something is
 */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'scripts/generate');

async function generators() {
  const found = [];
  const names = (await readdir(folder)).filter((file) => file.endsWith('.mjs')).sort();
  // What most of them read, before they do.
  for (const name of new Set(['rules-index.mjs', ...names])) {
    const { generate } = await import(pathToFileURL(join(folder, name)).href);
    if (generate !== undefined) found.push({ name, generate });
  }
  return found;
}

async function textAt(path) {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

/** One generator may read what another one wrote, so that a second pass can find more to write. */
const passes = 3;

process.chdir(root);
const isCheck = process.argv.includes('--check');
const stale = new Set();

async function pass() {
  let changed = false;
  for (const { name, generate } of await generators()) {
    for (const [path, text] of await generate()) {
      if ((await textAt(path)) === text) continue;
      changed = true;
      stale.add(`${path} (scripts/generate/${name})`);
      if (isCheck) continue;
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
  }
  return changed && !isCheck;
}

for (let number = 0; number < passes && (await pass()); number += 1);
for (const line of stale) console.log(`${isCheck ? 'stale' : 'written'}: ${line}`);
if (isCheck && stale.size > 0) {
  console.error('Run `npm run generate` and commit the result.');
  process.exitCode = 1;
}
