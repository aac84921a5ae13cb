/** Terraform's functions, each from known values to a value. Arguments that are not known never reach them. */
import { encodingFunctions } from './encoding.js';
import type { Table } from './given.js';
import { listFunctions } from './lists.js';
import { mapFunctions } from './maps.js';
import { patternFunctions } from './patterns.js';
import { setFunctions } from './sets.js';
import { textFunctions } from './text.js';

export const functions: Table = {
  ...textFunctions,
  ...listFunctions,
  ...mapFunctions,
  ...setFunctions,
  ...encodingFunctions,
  ...patternFunctions,
};
