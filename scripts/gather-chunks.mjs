/**
 * A program starts faster from few files than from many. esbuild puts what several entry points share into chunks of its own, dozens of
 * small ones; here those that are always loaded together are put into one file each, and everything else points there.
 *
 * What Node.js made of a script can be kept for the next start, but not what it made of a module. So groups can be scripts, each with a
 * module beside it that runs it and exports what it gives.
 */
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { posix } from 'node:path';

/**
 * @param {ReadonlyMap<string, string>} files text of what esbuild wrote, by its path
 * @param {import('esbuild').Metafile['outputs']} outputs what it says of them
 * @param {{ to: string, target: string, gathered: readonly (readonly string[])[], kept: { by: string, upTo: readonly string[] } }} entry
 *   `gathered`: rows of source files. Each begins a group with all that it imports. Those of a row build upon those before them; what
 *   several rows need is in the program's first file. `kept`: the groups of rows that end `upTo` are scripts, run `by` a module
 * @returns {Promise<Map<string, string>>} the files that take their place
 */
export async function gatherChunks(files, outputs, { to, target, gathered, kept }) {
  const headOf = (source) => Object.keys(outputs).find((path) => outputs[path].entryPoint === source);
  const rows = gathered.map((row) => new Set(row.flatMap((source) => [...closureOf(headOf(source), outputs)])));
  const common = [...files.keys()].filter((path) => rows.filter((row) => row.has(path)).length > 1);
  const taken = new Map();
  const groups = [];
  const add = (name, head, wanted, isScript = false) => {
    const members = [...wanted].filter((path) => path !== to && !taken.has(path));
    const path = posix.join(posix.dirname(members[0]), `${name}-${hashOf(members, files)}.js`);
    const group = { path, head, members, isScript };
    for (const member of members) taken.set(member, group);
    groups.push(group);
  };
  add('start', null, new Set([...closureOf(to, outputs), ...closureOf(headOf(kept.by), outputs), ...common]));
  for (const row of gathered)
    for (const source of row)
      add(nameOf(source), headOf(source), closureOf(headOf(source), outputs), kept.upTo.includes(row.at(-1)));
  const known = { files, outputs, taken, target, runner: headOf(kept.by), last: kept.upTo.map(headOf) };
  const others = [...files.keys()].filter((path) => !taken.has(path));
  return new Map(
    await Promise.all([
      ...groups.filter(({ isScript }) => !isScript).map(async (group) => [group.path, await groupText(group, known)]),
      ...groups
        .filter(({ isScript }) => isScript)
        .flatMap((group) => [
          scriptText(group, known).then((text) => [scriptPath(group), text]),
          [group.path, moduleText(group, known)],
        ]),
      ...others.map(async (path) => [path, await bundled(files.get(path), path, known)]),
    ]),
  );
}

/** Everything that a file cannot be loaded without. */
function closureOf(path, outputs, found = new Set()) {
  if (found.has(path)) return found;
  found.add(path);
  for (const { path: other, kind, external } of outputs[path].imports)
    if (kind === 'import-statement' && external !== true) closureOf(other, outputs, found);
  return found;
}

/** Exports of a group's head keep their names: it is loaded by them. Those of other members get the member's number in front. */
function nameIn(member, { head, members }, name) {
  return member === head ? name : `_${members.indexOf(member).toString(36)}_${name}`;
}

function groupText(group, known) {
  const lines = group.members.map((member) => {
    const names = exportsOf(member, group, known).map(({ name, given }) => `${name} as ${given}`);
    const from = `'./${posix.basename(member)}'`;
    return names.length === 0 ? `import ${from};` : `export { ${names.join(', ')} } from ${from};`;
  });
  return bundled(lines.join('\n'), group.path, known);
}

function exportsOf(member, group, { outputs }) {
  return outputs[member].exports.map((name) => ({ name, given: nameIn(member, group, name) }));
}

function scriptPath({ path }) {
  return path.replace(/\.js$/u, '.cjs');
}

/** A function of what it imports by (`$take`), exports by (`$give`) and loads later by (`$import`), where it stands, and how it gets at Node's own modules. */
async function scriptText(group, known) {
  const lines = group.members.flatMap((member) => {
    const names = exportsOf(member, group, known);
    const from = `'./${posix.basename(member)}'`;
    if (names.length === 0) return [`import ${from};`];
    return [
      `import { ${names.map(({ name, given }) => `${name} as ${given}`).join(', ')} } from ${from};`,
      `Object.assign($given, { ${names.map(({ given }) => given).join(', ')} });`,
    ];
  });
  const text = await bundled(`const $given = {};\n${lines.join('\n')}\n$give($given);`, group.path, known);
  // A script cannot load modules by itself in all versions of Node.js.
  const loading = text.replaceAll(/\bimport\((?="\.\/[\w-]+\.js"\))/gu, '$import(');
  return `(function($take,$give,$import,$url,require){${loading.trimEnd()}\n})`;
}

/** The module that stands for a script. */
function moduleText(group, known) {
  const { members, head } = group;
  const exported = members.flatMap((member) => exportsOf(member, group, known).map(({ given }) => given));
  const others = importedGroups(group, known);
  const runner = known.taken.get(known.runner);
  return [
    `import{${nameIn(known.runner, runner, 'runScript')} as $run}from'./${posix.basename(runner.path)}';`,
    ...others.map((each, index) => `import*as $${index} from'./${posix.basename(each.path)}';`),
    `const $modules={${others.map((each, index) => `'./${posix.basename(each.path)}':$${index}`).join(',')}};`,
    `export const{${exported.join(',')}}=$run(import.meta.url,$modules,path=>import(path),${known.last.includes(head)});\n`,
  ].join('');
}

function importedGroups(group, { outputs, taken }) {
  const groups = group.members.flatMap((member) =>
    outputs[member].imports
      .filter(({ kind, external }) => kind === 'import-statement' && external !== true)
      .map(({ path }) => taken.get(path)),
  );
  return [...new Set(groups)].filter((each) => each !== group);
}

/** The text of a file that stands at `at`, with the members of its own group in it, and pointing at the other groups. */
async function bundled(contents, at, known) {
  const { files, taken, target } = known;
  const folder = posix.dirname(at);
  const isScript = [...taken.values()].some((group) => group.path === at && group.isScript);
  const { outputFiles } = await build({
    stdin: { contents, loader: 'js', sourcefile: at },
    write: false,
    bundle: true,
    platform: 'node',
    format: isScript ? 'cjs' : 'esm',
    ...(isScript ? { define: { 'import.meta.url': '$url' } } : {}),
    target,
    // Text that is ASCII throughout takes half the memory, and no decoding.
    charset: 'ascii',
    legalComments: 'none',
    minify: true,
    logLevel: 'warning',
    // What packages do was said when they were bundled.
    logOverride: { 'direct-eval': 'silent' },
    plugins: [
      {
        name: 'groups',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
            // Node's own modules do nothing by being loaded.
            if (!path.startsWith('.')) return { path, external: true, sideEffects: false };
            const to = posix.join(posix.dirname(importer === '' ? at : importer), path);
            const group = taken.get(to);
            if (group === undefined) return { path: relative(folder, to), external: true };
            if (kind !== 'dynamic-import')
              return { path: to, namespace: group.path === at ? 'chunk' : 'pointer', pluginData: group };
            if (group.head === to) return { path: relative(folder, group.path), external: true };
            throw new Error(`${to} is loaded by itself somewhere, and stands in a group.`);
          });
          onLoad({ filter: /.*/, namespace: 'chunk' }, ({ path }) => ({ contents: files.get(path), loader: 'js' }));
          onLoad({ filter: /.*/, namespace: 'pointer' }, ({ path, pluginData: group }) => {
            const names = exportsOf(path, group, known);
            const from = `'${relative(isScript ? folder : posix.dirname(path), group.path)}'`;
            const contents = isScript
              ? `const { ${names.map(({ name, given }) => `${given}: $${name}`).join(', ')} } = $take(${from});
                 export { ${names.map(({ name }) => `$${name} as ${name}`).join(', ')} };`
              : `export { ${names.map(({ name, given }) => `${given} as ${name}`).join(', ')} } from ${from};`;
            return { contents, loader: 'js' };
          });
        },
      },
    ],
  });
  return outputFiles[0].text;
}

function relative(folder, path) {
  const way = posix.relative(folder, path);
  return way.startsWith('.') ? way : `./${way}`;
}

/** `parser`; of a command's `run.ts` the command. */
function nameOf(source) {
  const name = posix.basename(source, '.ts');
  return name === 'run' ? posix.basename(posix.dirname(source)) : name;
}

/** Of what is gathered, since groups name each other. */
function hashOf(members, files) {
  const hash = createHash('sha256');
  for (const member of members) hash.update(files.get(member));
  return hash.digest('hex').slice(0, 8).toUpperCase();
}
