/** `templatefile()`: a file as a template, with the variables that it is given and nothing else. */
import { Unknown, type Value } from '../../model.js';
import { evaluate, type Scope } from './evaluate.js';
import { HclError } from './hcl-error.js';
import type { ParseHcl } from './parse.js';

export function templateFile(path: string, text: string, parse: ParseHcl, scope: Scope): Value {
  let mark = 'REPLINT_TEMPLATE';
  while (text.includes(mark)) mark += '_';
  const { body, faults } = parse(path, `x = <<${mark}\n${text}${text.endsWith('\n') ? '' : '\n'}${mark}\n`);
  const expression = body.attributes.get('x')?.value;
  if (expression === undefined || faults.length > 0)
    return new Unknown(`templatefile(${JSON.stringify(path)})`, 'the template is not understood');
  try {
    const value = evaluate(expression, scope);
    return typeof value === 'string' && !text.endsWith('\n') ? value.replace(/\n$/u, '') : value;
  } catch (error) {
    if (error instanceof HclError) return new Unknown(`templatefile(${JSON.stringify(path)})`, error.message);
    throw error;
  }
}
