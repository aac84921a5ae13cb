#!/usr/bin/env node
/**
 * Records what is said about the broken estates of some rules, `test/rules/golden/`; `npm run generate` does so for all.
 *
 *   node scripts/golden.mjs [ID or group…]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { goldenIds } from '../test/rules/golden.mjs';
import { generate } from './generate/golden.mjs';

const asked = process.argv.slice(2);
const ids = goldenIds().filter(
  (id) => asked.length === 0 || asked.some((name) => id === name || id.startsWith(`${name}/`)),
);
for (const [path, text] of await generate(ids)) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
