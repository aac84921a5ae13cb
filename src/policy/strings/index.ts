/** Sets of strings, described by wildcard patterns and closed under union, intersection and complement. */
export { isEmpty, isSubset, witness } from './ask.js';
export { Budget, type BudgetLimits, type Effort } from './budget.js';
export { contains } from './contains.js';
export { describe } from './describe.js';
export type { Glob, Token } from './glob/glob.js';
export { afterPrefix, concatGlobs, globOfTokens, literalGlob, matchesGlob, parseGlob } from './glob/glob.js';
export { globText } from './glob/glob-texts.js';
export type { Bounds, StringSet } from './set.js';
export {
  complement,
  difference,
  everyKey,
  everything,
  intersection,
  nothing,
  objectKeyBounds,
  ofGlob,
  ofGlobs,
  ofPattern,
  ofText,
  union,
} from './set.js';
export { isTooComplex, tooComplex, type TooComplex } from './too-complex.js';
