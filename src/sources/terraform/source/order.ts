/** What Terraform makes behind what: references and `depends_on`, through locals, variables, outputs and modules. */
import { addressOf } from '../address.js';
import type { OrderedBehind } from '../model.js';
import { Unknown } from '../model.js';
import type { ModuleInstance } from './module-instance.js';
import { type Path, pathsIn, pathsOf } from './hcl/references.js';

/** Nodes are names in a module, without the keys of its instances: `module.a.aws_s3_bucket.b`, `module.a.local.x`. */
type Edges = Map<string, readonly string[]>;

export function orderOf(roots: readonly ModuleInstance[]): OrderedBehind {
  const edges: Edges = new Map();
  for (const root of roots) addEdges(root, edges);
  const reached = new Map<string, ReadonlySet<string>>();
  return (later, earlier) => {
    const [from, to] = [nodeOf(later), nodeOf(earlier)];
    if (from === null || to === null) return null;
    let found = reached.get(from);
    if (found === undefined) reached.set(from, (found = reachable(from, edges)));
    return found.has(to);
  };
}

function nodeOf(address: string): string | null {
  const prefixEnd = address.lastIndexOf(': ') + 1;
  const prefix = prefixEnd === 0 ? '' : address.slice(0, prefixEnd + 1);
  const parts = addressOf(address.slice(prefix.length));
  if (parts === null) return null;
  const modules = parts.modules.map(({ name }) => `module.${name}.`).join('');
  return `${prefix}${modules}${parts.mode === 'data' ? 'data.' : ''}${parts.type}.${parts.name}`;
}

function reachable(start: string, edges: Edges): ReadonlySet<string> {
  const found = new Set<string>();
  const todo = [...(edges.get(start) ?? [])];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    for (const each of edges.get(next) ?? []) todo.push(each);
  }
  return found;
}

function addEdges(module: ModuleInstance, edges: Edges): void {
  const { config, context } = module;
  const at = `${context.prefix}${module.path.replaceAll(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/gu, '')}`;
  if (edges.has(at)) return;
  edges.set(at, []);
  const to = (paths: readonly Path[]): string[] => paths.flatMap((path) => targetOf(path, at) ?? []);
  const callDepends: string[] = [];
  if (module.call !== null) {
    const { parent, block } = module.call;
    const outer = `${context.prefix}${parent.path.replaceAll(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/gu, '')}`;
    const depends = block.body.attributes.get('depends_on');
    if (depends !== undefined) for (const path of pathsOf(depends.value)) callDepends.push(targetOf(path, outer) ?? '');
    for (const name of config.variables.keys()) {
      const given = block.body.attributes.get(name);
      edges.set(
        `${at}var.${name}`,
        given === undefined ? [] : pathsOf(given.value).flatMap((path) => targetOf(path, outer) ?? []),
      );
    }
  }
  for (const [id, { body }] of config.resources) edges.set(`${at}${id}`, [...to(pathsIn(body)), ...callDepends]);
  for (const [name, { value }] of config.locals) edges.set(`${at}local.${name}`, to(pathsOf(value)));
  for (const [name, { body }] of config.outputs) edges.set(`${at}output.${name}`, to(pathsIn(body)));
  for (const [name, block] of config.calls) {
    const children = module.children(name, block);
    if (children instanceof Unknown) continue;
    for (const child of children) addEdges(child, edges);
    const [child] = children;
    const inside = `${at}module.${name}.`;
    // `depends_on = [module.x]` waits for all that is in it.
    if (child !== undefined)
      edges.set(
        `${at}module.${name}`,
        [...child.config.resources.keys()]
          .map((id) => inside + id)
          .concat([...child.config.calls.keys()].map((inner) => `${inside}module.${inner}`)),
      );
  }
}

function targetOf(path: Path, at: string): string | null {
  const [head = '', name, third] = path;
  if (name === undefined) return null;
  if (head === 'module') return third === undefined ? `${at}module.${name}` : `${at}module.${name}.output.${third}`;
  if (head === 'data') return third === undefined ? null : `${at}data.${name}.${third}`;
  return `${at}${head}.${name}`;
}
