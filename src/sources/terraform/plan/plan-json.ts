/**
 * The members of a plan's JSON that are used, read without trust: whatever has another shape is as if it were not there.
 * Source: Terraform, "JSON Output Format" 1.2; packages jsonplan and jsonconfig.
 */
import { type JsonObject, isObject } from '../../shape.js';

export function objectAt(value: unknown, ...steps: readonly string[]): JsonObject {
  let found = value;
  for (const step of steps) found = isObject(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  return isObject(found) ? found : {};
}

export function listAt(value: unknown, ...steps: readonly string[]): readonly JsonObject[] {
  return elementsAt(value, ...steps).filter(isObject);
}

export function elementsAt(value: unknown, ...steps: readonly string[]): readonly unknown[] {
  const last = steps.at(-1);
  const parent = objectAt(value, ...steps.slice(0, -1));
  const found = last !== undefined && Object.hasOwn(parent, last) ? parent[last] : undefined;
  return Array.isArray(found) ? found : [];
}

export function textAt(value: JsonObject, name: string): string | null {
  const found = Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof found === 'string' ? found : null;
}

export function isPlan(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value['format_version'] === 'string' &&
    (Object.hasOwn(value, 'resource_changes') ||
      Object.hasOwn(value, 'planned_values') ||
      (Object.hasOwn(value, 'configuration') && Object.hasOwn(value, 'terraform_version')))
  );
}

export interface StateResource {
  readonly resource: JsonObject;
  readonly pointer: string;
}

/** Resources of a module tree, as `values` of a state and of `prior_state` have it. */
export function stateResources(values: unknown, pointer: string): readonly StateResource[] {
  const todo = [{ module: objectAt(values, 'root_module'), at: `${pointer}/root_module` }];
  const found: StateResource[] = [];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    for (const [index, resource] of elementsAt(next.module, 'resources').entries())
      if (isObject(resource)) found.push({ resource, pointer: `${next.at}/resources/${index}` });
    for (const [index, module] of elementsAt(next.module, 'child_modules').entries())
      if (isObject(module)) todo.push({ module, at: `${next.at}/child_modules/${index}` });
  }
  return found;
}
