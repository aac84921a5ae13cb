/** What a change works on and what it gives. */
import type { Estate } from '../../estate/model.js';
import type { PatchTarget } from '../../report/patch.js';
import type { JsonObject } from '../model.js';
import type { RawSnapshot } from '../../sources/snapshot/snapshot-shape.js';

/** One change of one document, which is called by the name it has now. */
export interface Touched {
  readonly target: PatchTarget;
  readonly account: string | null;
  /** The part of the patch's value that went into this document. */
  readonly value: JsonObject;
}

export interface Applied {
  readonly facts: RawSnapshot;
  readonly touched: readonly Touched[];
}

/** What the facts say, and how they are understood: positions are those of the estate. */
export interface State {
  readonly facts: RawSnapshot;
  readonly estate: Estate;
}
