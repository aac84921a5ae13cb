import type { Patch } from '../../report/patch.js';

/** A patch as one finding asks for it. */
export interface PatchDraft extends Omit<Patch, 'id'> {
  /** Why: findings on one document that have it in common share a patch. */
  readonly cause: string;
}
