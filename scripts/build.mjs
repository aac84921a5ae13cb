#!/usr/bin/env node
/**
 * Builds what ships, in `dist/`: the bundled command, the library's modules and their type declarations.
 *
 *   node scripts/build.mjs                everything that an installation needs
 *   node scripts/build.mjs replint index  only these
 *   node scripts/build.mjs action --into FOLDER   into another folder, for tests
 *   node scripts/build.mjs --committed    the bundles that stand in the repository
 *   node scripts/build.mjs --check        compares those with a fresh build, writes nothing; 1 = stale
 */
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundledPackages, noticesText } from './bundled-packages.mjs';
import { gatherChunks } from './gather-chunks.mjs';
import { noBrowsers, plainSchemaKeys, versionsOnly } from './lighter-packages.mjs';
import { linkOwnCommand } from './link-own-command.mjs';
import { pack } from './pack.mjs';
import { pruneTypes } from './prune-types.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * CommonJS packages in an ESM bundle ask for `require`. The alias keeps clear of imports of `createRequire` inside the bundle; the mark
 * lets it go where nothing asks.
 */
const requireBanner =
  "import{createRequire as __createRequire}from'node:module';const require=/*@__PURE__*/(()=>__createRequire(import.meta.url))();";

/**
 * One entry a shipped program or module. All of them hold their packages, so that they start fast and nothing is installed beside
 * them; what they load only when it is needed, the AWS SDK above all, stands in `chunks` beside them. `committed` ones stand in the
 * repository. `packed` ones ship as an archive, and as nothing else.
 */
export const entries = [
  {
    name: 'replint',
    from: 'src/cli/bin.ts',
    to: 'dist/replint.js',
    target: 'node20.19',
    executable: true,
    gathered: [['src/cli/parser/parser.ts'], ['src/cli/commands/rules/run.ts', 'src/cli/work.ts']],
    kept: { by: 'src/cli/kept-code.ts', upTo: ['src/cli/parser/parser.ts', 'src/cli/work.ts'] },
  },
  {
    name: 'action',
    from: 'src/action/index.ts',
    to: 'dist/action/index.js',
    target: 'node24',
    committed: true,
  },
  {
    name: 'job',
    from: 'src/job/index.ts',
    to: 'dist/job/index.js',
    target: 'node24',
    packed: 'dist/replint-job.zip',
  },
  { name: 'index', from: 'src/index.ts', to: 'dist/index.js', target: 'node20.19' },
  { name: 'policy', from: 'src/policy/index.ts', to: 'dist/policy.js', target: 'node20.19' },
];

/**
 * @param {(typeof entries)[number]} entry
 * @returns {Promise<ReadonlyMap<string, Uint8Array>>} the shipped files by their path from the root
 */
export async function bundle(entry) {
  const { outputFiles, metafile } = await built(entry);
  const files = await gathered(
    entry,
    outputFiles.map(({ path, contents }) => [relative(root, path).replaceAll('\\', '/'), contents]),
    metafile,
  );
  const held = bundledPackages(metafile, root);
  const notices = held.length === 0 ? [] : [[noticesPath(entry), Buffer.from(noticesText(held))]];
  const shipped = files.map(([path, contents]) => [
    path,
    entry.executable && path === entry.to ? Buffer.concat([Buffer.from('#!/usr/bin/env node\n'), contents]) : contents,
  ]);
  return new Map([...shipped, ...notices]);
}

/** `gathered` names what is loaded whole: source files with all that they import. */
async function gathered(entry, files, { outputs }) {
  if (entry.gathered === undefined) return files;
  const texts = new Map(files.map(([path, contents]) => [path, Buffer.from(contents).toString()]));
  const others = await gatherChunks(texts, outputs, entry);
  return [...others].map(([path, text]) => [path, Buffer.from(text)]);
}

/** Licences ask that their text goes along. */
function noticesPath({ name, to }) {
  return `${dirname(to)}/${name}.THIRD-PARTY-NOTICES.txt`;
}

/** @returns which files went into the bundle, as esbuild says it */
export async function metafileOf(entry) {
  return (await built(entry)).metafile;
}

function built(entry) {
  const folder = dirname(entry.to);
  return build({
    entryPoints: [
      { in: entry.from, out: basename(entry.to, '.js') },
      ...(entry.kept === undefined ? [] : [{ in: entry.kept.by, out: `${entry.name}-chunks/kept` }]),
    ],
    outdir: join(root, folder),
    absWorkingDir: root,
    bundle: true,
    // What is loaded only when it is needed stays in files of its own.
    splitting: true,
    chunkNames: `${entry.name}-chunks/[hash]`,
    write: false,
    platform: 'node',
    format: 'esm',
    target: entry.target,
    charset: 'utf8',
    // jsonc-parser's CommonJS form loads its parts in a way that no bundler can follow.
    mainFields: ['module', 'main'],
    legalComments: 'none',
    minify: true,
    keepNames: false,
    banner: { js: requireBanner },
    packages: 'bundle',
    plugins: [ownTextWidth, plainSchemaKeys, versionsOnly, noBrowsers],
    metafile: true,
    logLevel: 'warning',
  });
}

/** What the parser lays its help out with takes longer to load, for emoji, than the help takes; ours is there anyway. */
const ownTextWidth = {
  name: 'own-text-width',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^string-width$/ }, ({ importer }) =>
      /\/node_modules\/(?:yargs|cliui|wrap-ansi)\/[^@]*$/.test(importer.replaceAll('\\', '/'))
        ? { path: 'string-width', namespace: 'own' }
        : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'own' }, () => ({
      contents: "export { displayWidth as default } from './src/reporters/text/display-width.ts';",
      resolveDir: root,
    }));
  },
};

function chunksOf(entry) {
  return join(root, dirname(entry.to), `${entry.name}-chunks`);
}

function writeFiles(entry, files, folder) {
  for (const [path, contents] of files) {
    const to = join(folder, path);
    mkdirSync(dirname(to), { recursive: true });
    // A program that runs meanwhile never sees half a file.
    if (existsSync(to) && readFileSync(to).equals(contents)) continue;
    writeFileSync(`${to}.${process.pid}`, contents);
    renameSync(`${to}.${process.pid}`, to);
  }
  if (entry.executable) chmodSync(join(folder, entry.to), 0o755);
}

async function write(entry) {
  const files = await bundle(entry);
  if (entry.packed !== undefined) {
    mkdirSync(join(root, dirname(entry.packed)), { recursive: true });
    writeFileSync(join(root, entry.packed), await pack(files, dirname(entry.to)));
    return;
  }
  writeFiles(entry, files, root);
  // Chunks of earlier builds go last, so that a program that runs meanwhile finds its own.
  for (const path of chunkPaths(entry)) if (!files.has(path)) rmSync(join(root, path), { force: true });
}

/** Without what another build is writing at this time. */
function chunkPaths(entry) {
  const names = existsSync(chunksOf(entry)) ? readdirSync(chunksOf(entry)) : [];
  return names
    .filter((name) => /\.c?js$/u.test(name))
    .map((name) => `${dirname(entry.to)}/${entry.name}-chunks/${name}`);
}

async function isStale(entry) {
  const files = await bundle(entry);
  if (chunkPaths(entry).some((path) => !files.has(path))) return true;
  return [...files].some(([path, contents]) => {
    const there = join(root, path);
    return !existsSync(there) || !readFileSync(there).equals(contents);
  });
}

/** Declarations are for people who import the package. An installation without development packages has no compiler, and no use for them. */
function declareTypes() {
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
  if (status === 0) pruneTypes(join(root, 'dist/types'), ['src/index.d.ts', 'src/policy/index.d.ts']);
  else process.exitCode = 1;
}

async function main(args) {
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
  const into = args.indexOf('--into');
  const folder = into === -1 ? null : resolve(args[into + 1]);
  const names = into === -1 ? args : args.toSpliced(into, 2);
  const unknown = names.filter((name) => !entries.some((entry) => entry.name === name));
  if (unknown.length > 0)
    throw new Error(`No such entry: ${unknown.join(', ')}. There are: ${entries.map(({ name }) => name).join(', ')}.`);
  const wanted =
    names.length === 0
      ? entries.filter((entry) => !entry.committed)
      : entries.filter(({ name }) => names.includes(name));
  if (folder !== null) {
    for (const entry of wanted) writeFiles(entry, await bundle(entry), folder);
    // Node takes the files for ES modules where the nearest package says so.
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
    return;
  }
  await Promise.all(wanted.map(write));
  if (names.length > 0) return;
  declareTypes();
  linkOwnCommand(root);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
