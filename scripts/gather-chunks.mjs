/**
 * A program starts faster from few files than from many. esbuild puts what several entry points share into chunks of its own, dozens of
 * small ones; here those that are always loaded together are put into one file each, and everything else points there.
 */
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { posix } from 'node:path';

/**
 * @param {ReadonlyMap<string, string>} files text of what esbuild wrote, by its path
 * @param {import('esbuild').Metafile['outputs']} outputs what it says of them
 * @param {{ to: string, target: string, gathered: readonly (readonly string[])[] }} entry `gathered`: rows of source files. Each begins a
 *   group with all that it imports. Those of a row build upon those before them; what several rows need is in the program's first file
 * @returns {Promise<Map<string, string>>} the files that take their place
 */
export async function gatherChunks(files, outputs, { to, target, gathered }) {
  const headOf = (source) => Object.keys(outputs).find((path) => outputs[path].entryPoint === source);
  const rows = gathered.map((row) => new Set(row.flatMap((source) => [...closureOf(headOf(source), outputs)])));
  const common = [...files.keys()].filter((path) => rows.filter((row) => row.has(path)).length > 1);
  const taken = new Map();
  const groups = [];
  const add = (name, head, wanted) => {
    const members = [...wanted].filter((path) => path !== to && !taken.has(path));
    const path = posix.join(posix.dirname(members[0]), `${name}-${hashOf(members, files)}.js`);
    const group = { path, head, members };
    for (const member of members) taken.set(member, group);
    groups.push(group);
  };
  add('start', null, new Set([...closureOf(to, outputs), ...common]));
  for (const source of gathered.flat()) add(nameOf(source), headOf(source), closureOf(headOf(source), outputs));
  const known = { files, outputs, taken, target };
  const others = [...files.keys()].filter((path) => !taken.has(path));
  return new Map(
    await Promise.all([
      ...groups.map(async (group) => [group.path, await groupText(group, known)]),
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
  const { path, members } = group;
  const lines = members.map((member) => {
    const from = `'./${posix.basename(member)}'`;
    const names = known.outputs[member].exports.map((name) => `${name} as ${nameIn(member, group, name)}`);
    return names.length === 0 ? `import ${from};` : `export { ${names.join(', ')} } from ${from};`;
  });
  return bundled(lines.join('\n'), path, known);
}

/** The text of a file that stands at `at`, with the members of its own group in it, and pointing at the other groups. */
async function bundled(contents, at, { files, outputs, taken, target }) {
  const folder = posix.dirname(at);
  const { outputFiles } = await build({
    stdin: { contents, loader: 'js', sourcefile: at },
    write: false,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target,
    charset: 'utf8',
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
            const names = outputs[path].exports.map((name) => `${nameIn(path, group, name)} as ${name}`);
            const contents = `export { ${names.join(', ')} } from '${relative(posix.dirname(path), group.path)}';`;
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
