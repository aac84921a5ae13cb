/** The type of an expression that has no value, where it follows from its form. Source: hcl, hclsyntax, "Value" of each expression. */
import { bool, number, string, type Type } from '../types/type.js';
import type { Expression } from './ast.js';

const ofTruth: ReadonlySet<string> = new Set(['&&', '||', '!', '==', '!=', '<', '<=', '>', '>=']);

/** Null = it depends on values. */
export function staticType(expression: Expression): Type | null {
  if (expression.kind === 'template') return string;
  if (expression.kind !== 'unary' && expression.kind !== 'binary') return null;
  return ofTruth.has(expression.operator) ? bool : number;
}

/** The names from the head of an expression on, as far as they are plain. */
export function headOf(expression: Expression): readonly string[] | null {
  if (expression.kind === 'variable') return [expression.name];
  if (expression.kind !== 'attribute') return null;
  const before = headOf(expression.of);
  return before === null ? null : [...before, expression.name];
}
