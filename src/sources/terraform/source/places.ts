/** The line that a person edits, for a place in what an instance says: through blocks, references and `jsonencode` to the statement. */
import type { At, Block, Body, Expression } from './hcl/ast.js';
import type { ModuleInstance } from './module-instance.js';

export function placeIn(
  module: ModuleInstance,
  block: Block,
  path: readonly (string | number)[],
  within: readonly string[],
): At {
  const inUserCode = foreignCall(module);
  if (inUserCode !== null) return inUserCode;
  return bodyPlace(module, block, path, within);
}

/** Of a module that was fetched, the call in the code around it is what its user can edit. */
function foreignCall(module: ModuleInstance): At | null {
  if (module.call === null) return null;
  const outer = foreignCall(module.call.parent);
  if (outer !== null) return outer;
  return module.config.folder.includes('.terraform/') ? module.call.block.at : null;
}

/** @param holder - the body, and where what it belongs to stands */
function bodyPlace(
  module: ModuleInstance,
  { body, at }: { readonly body: Body; readonly at: At },
  path: readonly (string | number)[],
  within: readonly string[],
): At {
  const [first, second, ...rest] = path;
  if (typeof first !== 'string') return at;
  const attribute = body.attributes.get(first);
  if (attribute !== undefined)
    return within.length === 0 ? attribute.at : (expressionPlace(module, attribute.value, within, 0) ?? attribute.at);
  const blocks = body.blocks.filter(({ type }) => type === first);
  const index = typeof second === 'number' ? second : 0;
  const block = blocks[index];
  if (block !== undefined) return bodyPlace(module, block, typeof second === 'number' ? rest : path.slice(1), within);
  const dynamic = body.blocks.find(({ type, labels }) => type === 'dynamic' && labels[0] === first);
  if (dynamic === undefined) return at;
  const content = dynamic.body.blocks.find(({ type }) => type === 'content');
  return content === undefined
    ? dynamic.at
    : bodyPlace(
        module,
        { body: content.body, at: dynamic.at },
        typeof second === 'number' ? rest : path.slice(1),
        within,
      );
}

const mostSteps = 50;

/** Null where the expression does not show it. */
function expressionPlace(
  module: ModuleInstance,
  expression: Expression,
  within: readonly string[],
  steps: number,
): At | null {
  if (steps > mostSteps) return null;
  const [step, ...rest] = within;
  if (step === undefined) return expression.at;
  const go = (next: Expression, left: readonly string[]): At | null => expressionPlace(module, next, left, steps + 1);
  switch (expression.kind) {
    case 'call': {
      const [argument] = expression.arguments;
      return expression.name === 'jsonencode' && argument !== undefined ? go(argument, within) : null;
    }
    case 'object': {
      const entry = expression.entries.find(({ key }) => key.kind === 'literal' && String(key.value) === step);
      return entry === undefined ? expression.at : (go(entry.value, rest) ?? entry.key.at);
    }
    case 'tuple': {
      const item = expression.items[Number(step)];
      return item === undefined ? expression.at : (go(item, rest) ?? item.at);
    }
    case 'attribute':
      return referencePlace(module, expression, within, steps);
    default:
      return null;
  }
}

function referencePlace(
  module: ModuleInstance,
  expression: Extract<Expression, { readonly kind: 'attribute' }>,
  within: readonly string[],
  steps: number,
): At | null {
  const path = headOf(expression);
  if (path === null) return null;
  const [head, name = '', third = ''] = path;
  if (head === 'local') {
    const local = module.config.locals.get(name);
    return local === undefined ? null : expressionPlace(module, local.value, within, steps + 1);
  }
  if (head !== 'data' || name !== 'aws_iam_policy_document') return null;
  const document = module.config.resources.get(`data.${name}.${third}`);
  if (document === undefined) return null;
  const [member, index] = within;
  const statements = document.body.blocks.filter(({ type }) => type === 'statement');
  const isPlain =
    !document.body.blocks.some(({ type }) => type === 'dynamic') &&
    ![...document.body.attributes.keys()].some((each) => each.includes('source') || each.includes('override'));
  return (member === 'Statement' && isPlain ? statements[Number(index ?? 0)]?.at : undefined) ?? document.at;
}

function headOf(expression: Expression): readonly string[] | null {
  if (expression.kind === 'variable') return [expression.name];
  if (expression.kind === 'index') return headOf(expression.of);
  if (expression.kind !== 'attribute') return null;
  const before = headOf(expression.of);
  return before === null ? null : [...before, expression.name];
}
