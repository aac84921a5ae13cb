/** From an argument of a resource to the text that says its document: through references, variables and `jsonencode`. */
import { Unknown } from '../../../sources/terraform/model.js';
import { plainPath } from '../../../sources/terraform/source/configuration.js';
import type { Block, Expression } from '../../../sources/terraform/source/hcl/ast.js';
import type { ModuleInstance } from '../../../sources/terraform/source/module-instance.js';
import type { Found } from '../../../sources/terraform/source/opened-code.js';

export type Written =
  /** An object of the language. */
  | { readonly kind: 'object'; readonly module: ModuleInstance; readonly expression: Expression }
  /** JSON between quotes, or in a heredoc. */
  | { readonly kind: 'text'; readonly module: ModuleInstance; readonly expression: Expression }
  /** `data.aws_iam_policy_document` */
  | { readonly kind: 'blocks'; readonly module: ModuleInstance; readonly block: Block; readonly id: string }
  /** A file with JSON, by its path. */
  | { readonly kind: 'file'; readonly path: string }
  /** What no edit can say; goes on after "it is". */
  | { readonly kind: 'open'; readonly what: string };

const mostSteps = 50;

interface At {
  readonly module: ModuleInstance;
  readonly steps: number;
  /** Inside of `jsonencode`. */
  readonly isEncoded: boolean;
}

/** @param path of the argument in its resource: `['policy']`, `['inline_policy', 0, 'policy']` */
export function writtenAt({ module, id, block }: Found, path: readonly (string | number)[]): Written | null {
  if (!isOnce(module, id, block)) return open('made several times by one block');
  const [attribute, holder] = argumentAt(block, path);
  if (attribute !== null) return follow(attribute.value, { module, steps: 0, isEncoded: false });
  return holder === 'dynamic' ? open('made by a dynamic block') : null;
}

function open(what: string): Written {
  return { kind: 'open', what };
}

/** The argument; without one the block that lacks it. */
export function argumentAt(
  block: Block,
  path: readonly (string | number)[],
): readonly [{ readonly value: Expression } | null, Block | 'dynamic'] {
  const [first, second, ...rest] = path;
  const name = String(first ?? '');
  const attribute = block.body.attributes.get(name);
  if (attribute !== undefined || first === undefined) return [attribute ?? null, block];
  if (block.body.blocks.some(({ type, labels }) => type === 'dynamic' && labels[0] === name)) return [null, 'dynamic'];
  const inner = block.body.blocks.filter(({ type }) => type === name)[typeof second === 'number' ? second : 0];
  if (inner === undefined) return [null, block];
  return argumentAt(inner, typeof second === 'number' ? rest : path.slice(1));
}

/** Whether what is written once is there once: then what is changed changes nothing else. */
export function isOnce(module: ModuleInstance, id: string, block: Block): boolean {
  const all = module.repetitions(id, block);
  return !(all instanceof Unknown) && all.length === 1 && isOnlyModule(module);
}

/** Modules that were fetched are not edited, and neither are those that are used twice. */
export function isOnlyModule(module: ModuleInstance): boolean {
  if (module.config.folder.includes('.terraform/')) return false;
  if (module.call === null) return true;
  const { parent, block } = module.call;
  const calls = [...parent.config.calls].filter(([name, each]) => {
    const children = parent.children(name, each);
    return children instanceof Unknown || children.some(({ config }) => config === module.config);
  });
  const children = parent.children(block.labels[0] ?? '', block);
  return calls.length === 1 && !(children instanceof Unknown) && children.length === 1 && isOnlyModule(parent);
}

function follow(expression: Expression, at: At): Written {
  const { module, isEncoded } = at;
  const go = (next: Expression, change: Partial<At> = {}): Written =>
    follow(next, { ...at, steps: at.steps + 1, ...change });
  if (at.steps > mostSteps) return open('an expression that refers to itself');
  switch (expression.kind) {
    case 'object':
      return { kind: 'object', module, expression };
    case 'literal':
    case 'template':
      return isEncoded ? open('a text') : { kind: 'text', module, expression };
    case 'call':
      return ofCall(expression, at, go);
    case 'conditional': {
      const condition = module.valueOf({ value: expression.condition, at: expression.at }, module.scope());
      if (typeof condition !== 'boolean') return open('chosen by a condition');
      return go(condition ? expression.then : expression.otherwise);
    }
    case 'attribute':
    case 'index':
      return ofReference(expression, at, go);
    default:
      return open(`an expression (${expression.kind})`);
  }
}

type Go = (next: Expression, change?: Partial<At>) => Written;

function ofCall(call: Extract<Expression, { readonly kind: 'call' }>, { module, isEncoded }: At, go: Go): Written {
  const [argument] = call.arguments;
  if (call.name === 'jsonencode' && argument !== undefined && !isEncoded) return go(argument, { isEncoded: true });
  if (call.name === 'jsondecode' && argument !== undefined && isEncoded) return go(argument, { isEncoded: false });
  if (call.name === 'file' && argument !== undefined && !isEncoded) {
    const path = module.valueOf({ value: argument, at: call.at }, module.scope());
    if (typeof path !== 'string') return open('a file whose path is not known');
    const { folder } = module.config;
    return {
      kind: 'file',
      path: path.startsWith(folder) && folder !== '.' ? path : plainPath(`${module.rootFolder}/${path}`),
    };
  }
  return open(`the result of ${call.name}()`);
}

function ofReference(expression: Expression, at: At, go: Go): Written {
  const [head, name = '', third = ''] = namesIn(expression);
  const { module } = at;
  if (head === 'local') {
    const local = module.config.locals.get(name);
    return local === undefined ? open(`local.${name}`) : go(local.value);
  }
  if (head === 'var') {
    const given = module.call?.block.body.attributes.get(name);
    if (module.call === null || given === undefined) return open(`the value of var.${name}`);
    return go(given.value, { module: module.call.parent });
  }
  if (head === 'module') return ofOutput(name, third, at, go);
  if (head !== 'data' || name !== 'aws_iam_policy_document') return open('a reference to something else');
  const id = `data.${name}.${third}`;
  const block = module.config.resources.get(id);
  if (block === undefined) return open(id);
  return isOnce(module, id, block) ? { kind: 'blocks', module, block, id } : open('made several times by one block');
}

function ofOutput(name: string, output: string, { module }: At, go: Go): Written {
  const call = module.config.calls.get(name);
  const children = call === undefined ? null : module.children(name, call);
  if (children === null || children instanceof Unknown) return open(`module.${name}.${output}`);
  const [child] = children;
  const value = child?.config.outputs.get(output)?.body.attributes.get('value')?.value;
  if (child === undefined || value === undefined || !isOnlyModule(child))
    return open(`an output of a module that is not edited`);
  return go(value, { module: child });
}

/** Names between the dots; indexes are passed over. */
function namesIn(expression: Expression): readonly string[] {
  if (expression.kind === 'variable') return [expression.name];
  if (expression.kind === 'index') return namesIn(expression.of);
  return expression.kind === 'attribute' ? [...namesIn(expression.of), expression.name] : [];
}
