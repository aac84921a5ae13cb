/**
 * What `lifecycle { ignore_changes }` keeps out of a change: of a resource that is there already, Terraform leaves these arguments as they
 * are, whatever the code says.
 * Source: Terraform Language, "The lifecycle meta-argument".
 */
import { type ProviderPlace, Unknown, type ValueMap } from '../model.js';
import { textOf } from '../values.js';
import type { Existing } from '../../existing.js';
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

/** Whether what is known already has it: then what the code does not say of it stays. */
export function isThere(type: string, values: ValueMap, { account }: ProviderPlace, existing: Existing): boolean {
  const name = textOf(values[type === 'aws_s3_bucket' ? 'bucket' : 'name']);
  if (name === null) return false;
  if (type === 'aws_s3_bucket') return existing.buckets.has(name);
  return type === 'aws_iam_role' && existing.roleArn(account, name) !== null;
}

/** Null = a block that may be dynamic. */
export function isSet({ body }: Block, argument: string): boolean | null {
  if (body.attributes.has(argument) || body.blocks.some(({ type }) => type === argument)) return true;
  return body.blocks.some(({ type, labels }) => type === 'dynamic' && labels[0] === argument) ? null : false;
}
