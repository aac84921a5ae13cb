import type { Pair } from '../shapes/model.js';
import { objectClasses, type ObjectClass } from '../../report/model.js';

/** The classes of objects that decide the verdict: the default class. Where it is not known, every class has a say. */
export function decisiveClasses({ defaultClass }: Pick<Pair, 'defaultClass'>): readonly ObjectClass[] {
  return defaultClass === null ? objectClasses : [defaultClass];
}
