/** The names that an expression or a body refers to, without working anything out. */
import type { Block, Body, Expression, TemplatePart } from './ast.js';

export type Path = readonly string[];

export function pathsIn(body: Body): readonly Path[] {
  const paths: Path[] = [];
  for (const { value } of body.attributes.values()) collect(value, paths);
  return paths.concat(body.blocks.flatMap(pathsInBlock));
}

function pathsInBlock({ body }: Block): readonly Path[] {
  return pathsIn(body);
}

export function pathsOf(expression: Expression): readonly Path[] {
  const paths: Path[] = [];
  collect(expression, paths);
  return paths;
}

function head(expression: Expression): Path | null {
  if (expression.kind === 'variable') return [expression.name];
  if (expression.kind === 'attribute') {
    const before = head(expression.of);
    return before === null ? null : [...before, expression.name];
  }
  return expression.kind === 'index' || expression.kind === 'splat' ? head(expression.of) : null;
}

function collect(expression: Expression, paths: Path[]): void {
  const path = head(expression);
  if (path !== null) paths.push(path);
  switch (expression.kind) {
    case 'template':
      for (const part of expression.parts) collectPart(part, paths);
      break;
    case 'tuple':
      for (const item of expression.items) collect(item, paths);
      break;
    case 'object':
      for (const { key, value } of expression.entries) {
        collect(key, paths);
        collect(value, paths);
      }
      break;
    case 'for':
      for (const each of [expression.collection, expression.key, expression.value, expression.condition])
        if (each !== null) collect(each, paths);
      break;
    case 'attribute':
      if (path === null) collect(expression.of, paths);
      break;
    case 'index':
      if (path === null) collect(expression.of, paths);
      collect(expression.key, paths);
      break;
    case 'splat':
      if (path === null) collect(expression.of, paths);
      collect(expression.each, paths);
      break;
    case 'call':
      for (const each of expression.arguments) collect(each, paths);
      break;
    case 'conditional':
      for (const each of [expression.condition, expression.then, expression.otherwise]) collect(each, paths);
      break;
    case 'unary':
      collect(expression.operand, paths);
      break;
    case 'binary':
      collect(expression.left, paths);
      collect(expression.right, paths);
      break;
    default:
  }
}

function collectPart(part: TemplatePart, paths: Path[]): void {
  if (typeof part === 'string') return;
  if (part.kind === 'value') return collect(part.value, paths);
  collect(part.kind === 'if' ? part.condition : part.collection, paths);
  for (const each of part.kind === 'if' ? [...part.then, ...part.otherwise] : part.body) collectPart(each, paths);
}
