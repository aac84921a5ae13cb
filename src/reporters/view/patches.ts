/** Changes that answer findings. */
import type { Finding, Report } from '../../report/model.js';
import type { Patch } from '../../report/patch.js';

/** By their ids. */
export type Patches = ReadonlyMap<string, Patch>;

export function patchesById({ patches }: Report): Patches {
  return new Map(patches.map((patch) => [patch.id, patch]));
}

export function patchesOf({ patches: ids }: Finding, patches: Patches): readonly Patch[] {
  return ids.flatMap((id) => patches.get(id) ?? []);
}
