/** The value of a variable of a module: from the call, the plan, what was given by hand, the files of values, or its default. */
import { Unknown, type Value } from '../model.js';
import type { Block } from './hcl/ast.js';
import { converted } from './types/of-variables.js';
import type { ModuleView } from './module-view.js';

/** What was given wins over the default; the type converts it. */
export function variableValue(module: ModuleView, name: string, block: Block): Value {
  const { body } = block;
  const type = body.attributes.get('type')?.value;
  const given = givenVariable(module, name);
  const initial = module.valueOf(body.attributes.get('default'), module.scope());
  if (given === undefined && initial === undefined)
    return new Unknown(`${module.context.prefix}${module.path}var.${name}`, 'no value of this variable was given');
  const isNullable = module.valueOf(body.attributes.get('nullable'), module.scope()) !== false;
  const value = given === undefined || (given === null && !isNullable) ? (initial ?? null) : given;
  return type === undefined ? value : converted(value, type, module.scope());
}

function givenVariable(module: ModuleView, name: string): Value | undefined {
  if (module.call !== null) {
    const { parent, block, repetition } = module.call;
    return parent.valueOf(block.body.attributes.get(name), parent.scope(repetition));
  }
  const planned = module.context.knowledge?.variables.get(name);
  if (planned !== undefined && !(planned instanceof Unknown)) return planned;
  const given = module.context.given.get(name);
  if (given !== undefined) return given;
  // The plan has a value that cannot be read: it need not be the default.
  if (planned !== undefined) return planned;
  for (const values of module.config.values.toReversed()) {
    const value = module.valueOf(values.attributes.get(name), module.scope());
    if (value !== undefined) return value;
  }
  return undefined;
}
