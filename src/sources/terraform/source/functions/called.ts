/** A function with its arguments, of which any may be unknown. */
import { hasStandIn } from '../../../../basics/stand-in.js';
import { Unknown, type Value } from '../../model.js';
import { isList, isMap } from '../../values.js';
import { HclError, type WorkBudget } from '../hcl/hcl-error.js';
import { workedOut } from '../hcl/unknowns.js';
import { asTyped, isLoose } from '../types/kinds.js';
import { unclear } from '../types/type.js';
import { typeOfResult } from './results.js';
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

/** These make something of null; others refuse it. */
const takesNull = new Set(
  [
    'coalesce coalescelist merge jsonencode yamlencode format formatlist lookup ephemeralasnull',
    'tostring tonumber tobool tolist toset tomap sensitive nonsensitive issensitive',
  ].flatMap((names) => names.split(' ')),
);

/** These give what they are given, as far as that is a text. */
const keepsValue = new Set(['tostring', 'tolist', 'toset', 'tomap', 'sensitive', 'nonsensitive', 'ephemeralasnull']);

/** What these give differs from call to call. */
const isNewEachTime = new Set(['uuid', 'bcrypt', 'timestamp']);

/** @param place - in the code, `main.tf:3` */
export function called(name: string, given: readonly Value[], place: string, budget: WorkBudget): Value {
  const result = resultOf(name, given);
  if (!(result instanceof Unknown)) return result;
  if (isNewEachTime.has(name)) return budget.fresh(`${name}() at ${place}`, result.why);
  if (keepsValue.has(name) && given[0] instanceof Unknown) return given[0];
  const open = workedOut(name, given, result.why, budget);
  const isDecided = !given.some(holdsOpen);
  const type = isDecided ? unclear : typeOfResult(name);
  return type === null ? open : asTyped(open, type);
}

function holdsOpen(value: Value): boolean {
  if (typeof value === 'string') return hasStandIn(value);
  if (value instanceof Unknown || isLoose(value)) return true;
  return isList(value) ? value.some(holdsOpen) : isMap(value) && Object.values(value).some(holdsOpen);
}

function resultOf(name: string, given: readonly Value[]): Value {
  const own = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (own === undefined) return new Unknown(`${name}()`, 'this function is not worked out');
  if (given.includes(null) && !takesNull.has(name)) throw new HclError(`${name}() takes no null`);
  const open = takesUnknown.has(name) ? undefined : given.find((each) => each instanceof Unknown);
  return open ?? own(...given);
}
