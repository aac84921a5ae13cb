/** `templatefile()`: a file as a template, with the variables that it is given and nothing else. */
import { Unknown, type Value } from '../../model.js';
import type { Expression } from '../hcl/ast.js';
import { evaluate, type Scope } from '../hcl/evaluate.js';
import { HclError } from '../hcl/hcl-error.js';
import type { ParseHcl } from '../hcl/parse.js';

export function templateFile(path: string, text: string, parse: ParseHcl, scope: Scope): Value {
  scope.names.budget.takeWeight(text.length);
  const expression = parsed(path, text, parse);
  if (expression === null)
    return new Unknown(`templatefile(${JSON.stringify(path)})`, 'the template is not understood');
  try {
    const value = evaluate(expression, scope);
    return typeof value === 'string' && !text.endsWith('\n') ? value.replace(/\n$/u, '') : value;
  } catch (error) {
    if (!(error instanceof HclError)) throw error;
    scope.names.budget.takeForError();
    return new Unknown(`templatefile(${JSON.stringify(path)})`, error.message);
  }
}

/** By path: a template is parsed once, however often it is called. */
const templates = new WeakMap<ParseHcl, Map<string, Expression | null>>();

/** Null = it is not understood. */
function parsed(path: string, text: string, parse: ParseHcl): Expression | null {
  const known = templates.get(parse) ?? new Map<string, Expression | null>();
  templates.set(parse, known);
  const before = known.get(path);
  if (before !== undefined) return before;
  const mark = markNotIn(text);
  const { body, faults } = parse(path, `x = <<${mark}\n${text}${text.endsWith('\n') ? '' : '\n'}${mark}\n`);
  const expression = faults.length > 0 ? null : (body.attributes.get('x')?.value ?? null);
  known.set(path, expression);
  return expression;
}

/** Ends the heredoc that the template stands in. */
function markNotIn(text: string): string {
  let longest = 'REPLINT_TEMPLATE';
  for (const [each] of text.matchAll(/REPLINT_TEMPLATE_*/gu)) if (each.length >= longest.length) longest = `${each}_`;
  return longest;
}
