/**
 * What `lifecycle { ignore_changes }` keeps out of a change: of a resource that is there already, Terraform leaves these arguments as they
 * are, whatever the code says.
 * Source: Terraform Language, "The lifecycle meta-argument".
 */
import { Unknown, type ValueMap } from '../model.js';
import type { Block, Expression } from './hcl/ast.js';

/** Arguments that say which resource it is. */
const identifying: ReadonlySet<string> = new Set(['bucket', 'name', 'role', 'policy_arn', 'key_id', 'provider']);

/** @param values of the block, as the code has them */
export function withoutIgnored(values: ValueMap, block: Block, address: string): ValueMap {
  const ignored = ignoredBy(block);
  if (ignored === null) return values;
  const open = Object.keys(values).filter((name) =>
    ignored === 'all' ? !identifying.has(name) && isWritten(block, name) : ignored.has(name) && isWritten(block, name),
  );
  if (open.length === 0) return values;
  const unknown = open.map((name) => [name, new Unknown(`${address}.${name}`, 'ignore_changes leaves it as it is')]);
  return { ...values, ...Object.fromEntries(unknown) } as ValueMap;
}

function isWritten({ body }: Block, name: string): boolean {
  return (
    body.attributes.has(name) ||
    body.blocks.some(({ type, labels }) => type === name || (type === 'dynamic' && labels[0] === name))
  );
}

function ignoredBy({ body }: Block): ReadonlySet<string> | 'all' | null {
  const given = body.blocks.find(({ type }) => type === 'lifecycle')?.body.attributes.get('ignore_changes')?.value;
  if (given === undefined) return null;
  if (given.kind === 'variable' && given.name === 'all') return 'all';
  return given.kind === 'tuple' ? new Set(given.items.flatMap((item) => rootOf(item) ?? [])) : null;
}

/** `rule` of `rule[0].destination`; texts are how older versions wrote it. */
function rootOf(expression: Expression): string | null {
  switch (expression.kind) {
    case 'variable':
      return expression.name;
    case 'attribute':
    case 'index':
    case 'splat':
      return rootOf(expression.of);
    case 'literal':
      return typeof expression.value === 'string' ? (expression.value.split(/[.[]/u)[0] ?? null) : null;
    default:
      return null;
  }
}
