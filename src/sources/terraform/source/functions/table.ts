/** Terraform's functions, each from known values to a value. Arguments that are not known never reach them. */
import type { Value } from '../../model.js';
import { encodingFunctions } from './encoding.js';
import { listFunctions } from './lists.js';
import { mapFunctions } from './maps.js';
import { patternFunctions } from './patterns.js';
import { setFunctions } from './sets.js';
import { textFunctions } from './text.js';

/** Takes values whose top level is known; parts may be unknown, and texts may hold stand-ins. */
export type Called = (...given: Value[]) => Value;

export const functions: Readonly<Record<string, Called>> = {
  ...textFunctions,
  ...listFunctions,
  ...mapFunctions,
  ...setFunctions,
  ...encodingFunctions,
  ...patternFunctions,
};
