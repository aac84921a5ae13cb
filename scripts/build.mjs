#!/usr/bin/env node
/**
 * Builds what ships, in `dist/`: the bundled command, the library's modules and their type declarations.
 *
 *   node scripts/build.mjs                everything that an installation needs
 *   node scripts/build.mjs replint index  only these
 *   node scripts/build.mjs --committed    the bundles that stand in the repository
 *   node scripts/build.mjs --check        compares those with a fresh build, writes nothing; 1 = stale
 */
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { linkOwnCommand } from './link-own-command.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** CommonJS packages in an ESM bundle ask for `require`. The alias keeps clear of imports of `createRequire` inside the bundle. */
const requireBanner =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/**
 * One entry a shipped file. `self-contained` ones hold all their packages, so that they start fast and run where nothing is
 * installed; `library` ones leave packages to the installation. `committed` ones stand in the repository.
 */
export const entries = [
  {
    name: 'replint',
    from: 'src/cli/bin.ts',
    to: 'dist/replint.js',
    kind: 'self-contained',
    target: 'node20.19',
    executable: true,
  },
  {
    name: 'action',
    from: 'src/action/index.ts',
    to: 'dist/action/index.js',
    kind: 'self-contained',
    target: 'node24',
    committed: true,
  },
  { name: 'index', from: 'src/index.ts', to: 'dist/index.js', kind: 'library', target: 'node20.19' },
  { name: 'policy', from: 'src/policy/index.ts', to: 'dist/policy.js', kind: 'library', target: 'node20.19' },
];

/**
 * @param {(typeof entries)[number]} entry
 * @returns {Promise<Uint8Array>} the text of the shipped file
 */
export const bundle = async (entry) => {
  const isSelfContained = entry.kind === 'self-contained';
  const { outputFiles } = await build({
    entryPoints: [entry.from],
    absWorkingDir: root,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: entry.target,
    charset: 'utf8',
    // jsonc-parser's CommonJS form loads its parts in a way that no bundler can follow.
    mainFields: ['module', 'main'],
    legalComments: 'none',
    minify: isSelfContained,
    keepNames: false,
    banner: isSelfContained ? { js: `${entry.executable ? '#!/usr/bin/env node\n' : ''}${requireBanner}` } : {},
    packages: isSelfContained ? 'bundle' : 'external',
    logLevel: 'warning',
  });
  return outputFiles[0].contents;
};

const write = async (entry) => {
  const path = join(root, entry.to);
  const contents = await bundle(entry);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
  if (entry.executable) chmodSync(path, 0o755);
};

const isStale = async (entry) => {
  const path = join(root, entry.to);
  return !existsSync(path) || !readFileSync(path).equals(await bundle(entry));
};

/** Declarations are for people who import the package. An installation without development packages has no compiler, and no use for them. */
const declareTypes = () => {
  const { resolve } = createRequire(import.meta.url);
  let compiler;
  try {
    compiler = join(dirname(resolve('typescript/package.json')), 'bin/tsc');
  } catch {
    return;
  }
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.types.json', '--noCheck'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
};

const main = async (args) => {
  const committed = entries.filter((entry) => entry.committed);
  if (args.includes('--check')) {
    for (const entry of committed) {
      if (!(await isStale(entry))) continue;
      console.error(`${entry.to} is stale: run \`node scripts/build.mjs --committed\` and commit it.`);
      process.exitCode = 1;
    }
    return;
  }
  if (args.includes('--committed')) {
    for (const entry of committed) await write(entry);
    return;
  }
  const unknown = args.filter((name) => !entries.some((entry) => entry.name === name));
  if (unknown.length > 0)
    throw new Error(`No such entry: ${unknown.join(', ')}. There are: ${entries.map(({ name }) => name).join(', ')}.`);
  const wanted =
    args.length === 0 ? entries.filter((entry) => !entry.committed) : entries.filter(({ name }) => args.includes(name));
  await Promise.all(wanted.map(write));
  if (args.length > 0) return;
  declareTypes();
  linkOwnCommand(root);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
