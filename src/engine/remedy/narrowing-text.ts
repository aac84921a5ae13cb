/** Patches that take unneeded access away, in words. */
import { documentText, partText } from './patch-text.js';
import type { PatchDraft } from '../shapes/patch-draft.js';
import type { JsonObject } from './statements.js';

const mostStatements = 5;

export function pasted(json: unknown): string {
  return JSON.stringify(json, null, 2);
}

/** Of a bucket that many replicate into, the statements of all would only hide the form of each. */
export function narrowingText(draft: PatchDraft): string {
  if (draft.operation === 'remove-statement')
    return `Remove ${partText(draft)}, unless replication outside this audit uses it. No audited replication rule needs it.`;
  const statements = (draft.value?.['Statement'] ?? []) as readonly JsonObject[];
  const shown = statements.slice(0, mostStatements);
  const place = `${draft.target.part} of ${documentText(draft)}`;
  if (statements.length === 1) return `Replace ${place} with this statement:\n${pasted(shown[0])}`;
  const left = statements.length - shown.length;
  const more = left > 0 ? `, and ${left} more like them` : '';
  return `Replace ${place} with these statements${more}:\n${pasted(shown)}`;
}
