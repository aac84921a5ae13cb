/** A function with its arguments, of which any may be unknown. */
import { hasStandIn } from '../../../../basics/stand-in.js';
import { Unknown, type Value } from '../../model.js';
import { isList, isMap } from '../../values.js';
import type { WorkBudget } from '../hcl/budget.js';
import { HclError, LimitError } from '../hcl/hcl-error.js';
import { workedOut, type Written } from '../hcl/unknowns.js';
import { asTyped, isLoose } from '../types/kinds.js';
import { weightOf } from '../types/weight.js';
import { unclear } from '../types/type.js';
import { patternWork } from './patterns.js';
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
export function called(name: string, given: readonly Value[], place: string, call: Written): Value {
  const { budget } = call.scope.names;
  takeFor(name, given, budget);
  const result = resultOf(name, given);
  if (!(result instanceof Unknown)) return result;
  if (isNewEachTime.has(name)) return budget.fresh(`${name}() at ${place}`, result.why);
  if (keepsValue.has(name) && given[0] instanceof Unknown) return given[0];
  const open = workedOut(name, given, result.why, call);
  const isDecided = !given.some(holdsOpen);
  const type = isDecided ? unclear : typeOfResult(name);
  return type === null ? open : asTyped(open, type);
}

/** These look at elements and names, not into them. */
const looksAtTop = new Set(
  [
    'length keys values element lookup slice reverse one coalescelist merge concat zipmap',
    'sensitive nonsensitive issensitive ephemeralasnull',
  ].flatMap((names) => names.split(' ')),
);

/** These leave members of modules to be worked out later. */
const looksAtTypes = new Set(['flatten', 'coalesce', 'tolist', 'tomap', 'toset', 'chunklist']);

/** These compare elements with each other where they are lists, maps, or texts that are partly known. */
const comparesAll = new Set(['distinct', 'toset', 'setunion', 'setintersection', 'setsubtract', 'matchkeys']);

/** More would not fit on the stack. */
const mostArguments = 10_000;

const takesPatterns = new Set(['regex', 'regexall', 'replace']);

/** @throws LimitError where the function would take too long */
function takeFor(name: string, given: readonly Value[], budget: WorkBudget): void {
  if (given.length > mostArguments) throw new LimitError(`${name}() has too many arguments`);
  if (looksAtTop.has(name)) return budget.takeWeight(given.reduce((sum: number, each) => sum + topOf(each), 0));
  budget.takeAll(given, !looksAtTypes.has(name));
  if (takesPatterns.has(name)) budget.takeWeight(patternWork(name, given) / 8);
  if (!comparesAll.has(name)) return;
  const items = given.flatMap((each) => (isList(each) ? each : []));
  const hard = items.filter((each) => typeof each === 'object' || (typeof each === 'string' && hasStandIn(each)));
  budget.takeWeight(hard.length * items.reduce((sum: number, each) => sum + weightOf(each), 0));
}

function topOf(value: Value): number {
  if (typeof value === 'string') return value.length;
  return isList(value) ? value.length : isMap(value) ? Object.keys(value).length : 1;
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
