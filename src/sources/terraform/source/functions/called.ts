/** A function with its arguments, of which any may be unknown. */
import { Unknown, type Value } from '../../model.js';
import type { WorkBudget } from '../hcl/hcl-error.js';
import { workedOut } from '../hcl/unknowns.js';
import { functions } from './table.js';

/** These see values whose parts are not known, and decide themselves. */
const takesUnknown = new Set([
  'jsonencode',
  'merge',
  'concat',
  'flatten',
  'coalesce',
  'tolist',
  'toset',
  'join',
  'format',
  'sensitive',
  'nonsensitive',
]);

/** These give what they are given, as far as that is a text. */
const keepsValue = new Set(['tostring', 'tolist', 'toset', 'tomap', 'sensitive', 'nonsensitive', 'ephemeralasnull']);

/** What these give differs from call to call. */
const isNewEachTime = new Set(['uuid', 'bcrypt', 'timestamp']);

/** @param place - in the code, `main.tf:3` */
export function called(name: string, given: readonly Value[], place: string, budget: WorkBudget): Value {
  const result = resultOf(name, given);
  if (!(result instanceof Unknown)) return result;
  if (isNewEachTime.has(name)) return budget.fresh(`${name}() at ${place}`, result.why);
  return keepsValue.has(name) && given[0] instanceof Unknown ? given[0] : workedOut(name, given, result.why, budget);
}

function resultOf(name: string, given: readonly Value[]): Value {
  const own = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (own === undefined) return new Unknown(`${name}()`, 'this function is not worked out');
  const open = takesUnknown.has(name) ? undefined : given.find((each) => each instanceof Unknown);
  return open ?? own(...given);
}
