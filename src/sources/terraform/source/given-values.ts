/** Values of root variables that were given with the command: `--var` over `--var-file`. */
import type { ReadOptions } from '../../adapter.js';
import { Unknown, type Value } from '../model.js';
import { readJsonBody } from './hcl/json-body.js';
import { evaluate, type Names } from './hcl/evaluate.js';
import { WorkBudget } from './hcl/budget.js';
import { HclError } from './hcl/hcl-error.js';
import type { ParseHcl } from './hcl/parse.js';
import type { Expression } from './hcl/ast.js';

const noNames: Names = { lookUp: () => undefined, callFile: () => null, budget: new WorkBudget(), path: '' };

function literal(expression: Expression): Value {
  try {
    return evaluate(expression, {
      names: { ...noNames, budget: new WorkBudget() },
      locals: new Map(),
      element: undefined,
    });
  } catch (error) {
    if (error instanceof HclError) return new Unknown('a value', error.message);
    throw error;
  }
}

export function givenValues(
  { variableFiles = [], variables = {} }: ReadOptions,
  parse: ParseHcl,
): ReadonlyMap<string, Value> {
  const given = new Map<string, Value>();
  for (const { name, text } of variableFiles) {
    const { body } = name.endsWith('.json') ? readJsonBody(name, text ?? '', parse, true) : parse(name, text ?? '');
    for (const [variable, { value }] of body.attributes) given.set(variable, literal(value));
  }
  for (const [name, text] of Object.entries(variables)) given.set(name, fromText(name, text, parse));
  return given;
}

/** On the command line, lists and maps are HCL; everything else is text. */
function fromText(name: string, text: string, parse: ParseHcl): Value {
  if (!/^\s*[[{]/u.test(text)) return text;
  const { body, faults } = parse(`--var ${name}`, `x = ${text}\n`);
  const value = body.attributes.get('x')?.value;
  return value === undefined || faults.length > 0 ? text : literal(value);
}
