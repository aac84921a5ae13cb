import type { Fact, Origin } from '../estate/fact.js';
import type { EstateChange } from './model.js';

/** A change, and where it stands in the facts of the later picture. */
export interface FoundChange extends Omit<EstateChange, 'location'> {
  readonly origin: Origin | null;
}

export function originOf(fact: Fact<unknown> | undefined): Origin | null {
  return fact !== undefined && 'origin' in fact ? fact.origin : null;
}

/** A place inside of what stands there. */
export function within(origin: Origin | null, ...steps: readonly (string | number)[]): Origin | null {
  return origin === null ? null : { ...origin, pointer: [origin.pointer, ...steps].join('/') };
}
