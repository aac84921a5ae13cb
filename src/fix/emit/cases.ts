/** Cases of code whose conditions have no value: what each takes beside the fix that is shown. */
import { canonicalJson } from '../../basics/canonical-json.js';
import type { FixPatch, FixReport } from '../model.js';

/** Patches that are not the same in the fix that is shown. */
export function otherPatches(patches: readonly FixPatch[], fix: FixReport): readonly FixPatch[] {
  const shown = new Set(fix.patches.map(sameness));
  return patches.filter((patch) => !shown.has(sameness(patch)));
}

function sameness({ id, changes }: FixPatch): string {
  return canonicalJson([id, changes.map(({ operation, part, value }) => [operation, part, value])]);
}

export function caseWords(patches: readonly FixPatch[], own: readonly FixPatch[], verified: boolean): string {
  const proved = verified ? '' : ' Not proved: something remains.';
  if (patches.length === 0) return verified ? 'nothing to change.' : `no change helps.${proved}`;
  const shared = patches.length - own.length;
  const count = (number: number): string => `${number} change${number === 1 ? '' : 's'}`;
  if (own.length === 0) return `${count(shared)} of those above.${proved}`;
  return `${shared === 0 ? '' : `${count(shared)} of those above, and `}${count(own.length)} of its own.${proved}`;
}
