/** The configuration in a plan: once for all instances of a resource, with expressions as bags of references. */
import { type JsonObject, isObject } from '../../shape.js';
import { elementsAt, listAt, objectAt, textAt } from './plan-json.js';

export interface ConfiguredResource {
  /** `module.a.module.b.`; empty for the root. */
  readonly module: string;
  readonly expressions: JsonObject;
  readonly providerKey: string;
  readonly dependsOn: readonly string[];
  /** `count` or `for_each`. */
  readonly repetition: JsonObject;
}

export interface ModuleCall {
  /** Of the caller. */
  readonly module: string;
  readonly expressions: JsonObject;
  readonly dependsOn: readonly string[];
  readonly outputs: JsonObject;
  readonly repetition: JsonObject;
}

export class Configuration {
  readonly providers: JsonObject;
  /** By address without keys: `module.a.data.aws_iam_role.r`. */
  readonly resources = new Map<string, ConfiguredResource>();
  /** By module path: `module.a.module.b.`. */
  readonly modules = new Map<string, ModuleCall>();

  constructor(configuration: JsonObject) {
    this.providers = objectAt(configuration, 'provider_config');
    this.#add('', objectAt(configuration, 'root_module'));
  }

  #add(path: string, root: JsonObject): void {
    const todo = [{ path, module: root }];
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      for (const resource of listAt(next.module, 'resources')) this.#addResource(next.path, resource);
      for (const [name, call] of Object.entries(objectAt(next.module, 'module_calls'))) {
        const inner = `${next.path}module.${name}.`;
        const module = objectAt(call, 'module');
        this.modules.set(inner, {
          module: next.path,
          expressions: objectAt(call, 'expressions'),
          dependsOn: textsOf(elementsAt(call, 'depends_on')),
          outputs: objectAt(module, 'outputs'),
          repetition: repetitionOf(objectAt(call)),
        });
        todo.push({ path: inner, module });
      }
    }
  }

  #addResource(module: string, resource: JsonObject): void {
    const address = textAt(resource, 'address');
    if (address === null) return;
    this.resources.set(`${module}${address}`, {
      module,
      expressions: objectAt(resource, 'expressions'),
      providerKey: textAt(resource, 'provider_config_key') ?? 'aws',
      dependsOn: textsOf(elementsAt(resource, 'depends_on')),
      repetition: repetitionOf(resource),
    });
  }
}

function repetitionOf(block: JsonObject): JsonObject {
  return { count: block['count_expression'] ?? {}, for_each: block['for_each_expression'] ?? {} };
}

function textsOf(values: readonly unknown[]): readonly string[] {
  return values.filter((value) => typeof value === 'string');
}

/** The expression of an attribute; null where the configuration has none there (not set, or made by a dynamic block). */
export function expressionAt(expressions: JsonObject, path: readonly (string | number)[]): JsonObject | null {
  let found: unknown = expressions;
  for (const step of path) {
    if (Array.isArray(found)) found = found[Number(step)];
    else if (isObject(found) && Object.hasOwn(found, step)) found = found[step];
    // A single block may stand without its list.
    else if (!(isObject(found) && step === 0)) return null;
  }
  return isObject(found) ? found : null;
}

/** Each traversal in an expression, without its prefixes, which follow it. */
export function referencesIn(expression: JsonObject): readonly string[] {
  const all = textsOf(elementsAt(expression, 'references'));
  return all.filter((reference, index) => {
    const before = all[index - 1];
    return before === undefined || !isPrefix(reference, before);
  });
}

function isPrefix(shorter: string, longer: string): boolean {
  return longer.startsWith(shorter) && (longer[shorter.length] === '.' || longer[shorter.length] === '[');
}

/** All references below a block of expressions. */
export function allReferences(expressions: unknown): readonly string[] {
  const found: string[] = [];
  const todo: unknown[] = [expressions];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (Array.isArray(next)) for (const each of next as readonly unknown[]) todo.push(each);
    else if (isObject(next)) {
      for (const each of referencesIn(next)) found.push(each);
      for (const [name, value] of Object.entries(next))
        if (name !== 'constant_value' && name !== 'references') todo.push(value);
    }
  }
  return found;
}
