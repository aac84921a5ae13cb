/** What Terraform makes behind what: a graph of references and `depends_on`, resources and modules as they stand in the configuration. */
import { addressOf, configurationAddress } from '../address.js';
import type { OrderedBehind } from '../model.js';
import { type Configuration, allReferences } from './configuration.js';

/** What a plan does not show: whatever depends on a local value is open. */
const openNode = '?';

export function orderOf(configuration: Configuration): OrderedBehind {
  const reached = new Map<string, ReadonlySet<string>>();
  const edges = edgesOf(configuration);
  return (later, earlier) => {
    const from = addressOf(later);
    const to = addressOf(earlier);
    if (from === null || to === null) return null;
    const start = configurationAddress(from);
    let found = reached.get(start);
    if (found === undefined) reached.set(start, (found = reachable(start, edges)));
    if (found.has(configurationAddress(to))) return true;
    return found.has(openNode) ? null : false;
  };
}

type Edges = (node: string) => readonly string[];

function reachable(start: string, edges: Edges): ReadonlySet<string> {
  const found = new Set<string>();
  const todo = [...edges(start)];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    for (const each of edges(next)) todo.push(each);
  }
  return found;
}

/** Nodes: `module.a.aws_x.y`, `module.a.var.n`, `module.a.output.n`, and `module.a.` itself, which stands for all that is in it. */
function edgesOf(configuration: Configuration): Edges {
  const inModule = new Map<string, string[]>();
  for (const [address, { module }] of configuration.resources)
    for (const path of pathsAround(module)) inModule.set(path, [...(inModule.get(path) ?? []), address]);
  return (node) => {
    const resource = configuration.resources.get(node);
    if (resource !== undefined) {
      const { module, expressions, repetition, dependsOn } = resource;
      const references = [...allReferences(expressions), ...allReferences(repetition), ...dependsOn];
      const around = pathsAround(module).flatMap((path) => dependenciesOfModule(configuration, path));
      return [...references.map((reference) => nodeOf(reference, module)), ...around];
    }
    if (inModule.has(node)) return inModule.get(node) ?? [];
    return edgesOfName(configuration, node);
  };
}

/** `module.a.`, `module.a.module.b.` */
function pathsAround(module: string): readonly string[] {
  const steps = module.split('.').slice(0, -1);
  const paths: string[] = [];
  for (let length = 2; length <= steps.length; length += 2) paths.push(`${steps.slice(0, length).join('.')}.`);
  return paths;
}

function dependenciesOfModule(configuration: Configuration, path: string): readonly string[] {
  const call = configuration.modules.get(path);
  if (call === undefined) return [];
  const references = [...call.dependsOn, ...allReferences(call.repetition)];
  return references.map((reference) => nodeOf(reference, call.module));
}

/** Of a variable or an output of a module. */
function edgesOfName(configuration: Configuration, node: string): readonly string[] {
  const parts = /^(?<module>(?:module\.[\w-]+\.)*)(?<kind>var|output)\.(?<name>[\w-]+)$/u.exec(node)?.groups;
  const call = configuration.modules.get(parts?.['module'] ?? '');
  if (parts === undefined || call === undefined) return [];
  const name = parts['name'] ?? '';
  if (parts['kind'] === 'var')
    return allReferences(call.expressions[name]).map((reference) => nodeOf(reference, call.module));
  const output = call.outputs[name];
  return [...allReferences(output), ...dependsOnOf(output)].map((reference) =>
    nodeOf(reference, parts['module'] ?? ''),
  );
}

function dependsOnOf(output: unknown): readonly string[] {
  const listed =
    typeof output === 'object' && output !== null ? (output as { readonly depends_on?: unknown }).depends_on : [];
  return Array.isArray(listed) ? listed.filter((text) => typeof text === 'string') : [];
}

function nodeOf(reference: string, module: string): string {
  const [head, name, output] = reference.replaceAll(/\[(?:\d+|\*|"(?:[^"\\]|\\.)*")\]/gu, '').split('.');
  if (head === 'local') return openNode;
  if (head === 'var') return `${module}var.${name ?? ''}`;
  if (head === 'module') return `${module}module.${name ?? ''}.${output === undefined ? '' : `output.${output}`}`;
  return head === 'data' ? `${module}data.${name ?? ''}.${output ?? ''}` : `${module}${head ?? ''}.${name ?? ''}`;
}
