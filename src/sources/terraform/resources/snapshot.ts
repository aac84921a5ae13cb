/** From instances of resources to the snapshot's shape: the door for plans, states and sources. */
import type { RawSnapshot } from '../../snapshot/snapshot-shape.js';
import type { Spot, TerraformEstate } from '../model.js';

export interface TerraformFacts {
  readonly facts: RawSnapshot;
  /** What an instance says at a pointer of the facts, or at the nearest place above it; null where no instance speaks of it. */
  readonly spotOf: (pointer: string) => Spot | null;
}

export function factsOf(_estate: TerraformEstate): TerraformFacts {
  return { facts: { format: 'replint-snapshot/1', accounts: [] }, spotOf: () => null };
}
