/** How a module of Terraform calls values that it does not hold as text: its resources, variables, locals and modules. */
import { hasStandIn, stretchesOf } from '../../../basics/stand-in.js';
import { keyText } from '../../../sources/terraform/address.js';
import { Unknown, type Value } from '../../../sources/terraform/model.js';
import { HclError } from '../../../sources/terraform/source/hcl/hcl-error.js';
import type { ModuleInstance } from '../../../sources/terraform/source/module-instance.js';
import type { OpenedCode } from '../../../sources/terraform/source/opened-code.js';
import { textOf } from '../../../sources/terraform/values.js';

export interface Name {
  /** The text that it stands for, with stand-ins. */
  readonly value: string;
  /** `aws_s3_bucket.replica.arn` */
  readonly expression: string;
}

/** A text in parts: as it is, or as an expression gives it. */
export type Part = { readonly text: string } | { readonly expression: string };

const attributes = ['arn', 'bucket', 'name', 'key_id', 'account_id', 'partition', 'region', 'id'] as const;

/**
 * @param users of the names: what is made before them, or is one of them, cannot be called from there
 */
export function namesIn(code: OpenedCode, module: ModuleInstance, users: readonly string[]): readonly Name[] {
  const names: Name[] = [];
  const add = (value: Value | undefined, expression: string): void => {
    const text = textOf(value);
    if (text !== null && (hasStandIn(text) || text.startsWith('arn:'))) names.push({ value: text, expression });
  };
  for (const [address, { module: own, id, block, repetition }] of code.found) {
    if (own !== module || users.some((user) => user === address || code.orderedBehind(address, user) !== false))
      continue;
    const values = own.values(id, block, repetition);
    for (const attribute of attributes) add(values[attribute], `${id}${keyText(repetition.key)}.${attribute}`);
  }
  for (const name of module.config.variables.keys()) add(module.variable(name), `var.${name}`);
  for (const name of module.config.locals.keys()) add(module.lookUp(['local', name], { taken: 0 }), `local.${name}`);
  for (const [name, value] of outputsIn(module)) add(value, name);
  return names;
}

function* outputsIn(module: ModuleInstance): Iterable<readonly [string, Value]> {
  for (const [name, block] of module.config.calls) {
    const children = module.children(name, block);
    if (children instanceof Unknown) continue;
    for (const child of children)
      for (const output of child.config.outputs.keys()) {
        const value = valueOf(() => child.output(output));
        if (value !== undefined)
          yield [`module.${name}${keyText(child.call?.repetition.key ?? null)}.${output}`, value];
      }
  }
}

function valueOf(work: () => Value): Value | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof HclError) return undefined;
    throw error;
  }
}

/** Undefined where the text holds what the module has no name for. */
export function partsOf(text: string, names: readonly Name[]): readonly Part[] | undefined {
  // An ARN that something of this module has: whoever makes it first is then known.
  const whole = names.find(({ value }) => text === value || (!hasStandIn(text) && text.startsWith(`${value}/`)));
  if (whole !== undefined && whole.value.startsWith('arn:'))
    return text === whole.value
      ? [{ expression: whole.expression }]
      : [{ expression: whole.expression }, { text: text.slice(whole.value.length) }];
  if (!hasStandIn(text)) return [{ text }];
  const longest = names.filter(({ value }) => hasStandIn(value)).sort((a, b) => b.value.length - a.value.length);
  const parts: Part[] = [];
  let rest = text;
  while (hasStandIn(rest)) {
    // Of those that begin first, the longest.
    let best: { readonly name: Name; readonly at: number } | null = null;
    for (const name of longest) {
      const at = rest.indexOf(name.value);
      if (at >= 0 && (best === null || at < best.at)) best = { name, at };
    }
    const [first] = stretchesOf(rest);
    const before = first?.kind === 'text' ? first.text.length : 0;
    if (best === null || best.at > before) return undefined;
    if (best.at > 0) parts.push({ text: rest.slice(0, best.at) });
    parts.push({ expression: best.name.expression });
    rest = rest.slice(best.at + best.name.value.length);
  }
  return rest === '' ? parts : [...parts, { text: rest }];
}
