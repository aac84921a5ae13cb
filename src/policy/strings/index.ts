/** Sets of strings, described by wildcard patterns and closed under union, intersection and complement. */
export type { Glob, Token } from './glob.js';
export { afterPrefix, concatGlobs, globText, literalGlob, matchesGlob, parseGlob } from './glob.js';
export type { Bounds, StringSet, TooComplex } from './string-set.js';
export {
  complement,
  contains,
  describe,
  difference,
  everyKey,
  everything,
  intersection,
  isEmpty,
  isSubset,
  isTooComplex,
  nothing,
  objectKeyBounds,
  ofGlob,
  ofGlobs,
  ofPattern,
  ofText,
  tooComplex,
  union,
  witness,
} from './string-set.js';
