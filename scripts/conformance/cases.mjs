/**
 * What people met with S3 replication, as estates: broken as they had it, and repaired. Each case says where it was reported, and what has to
 * come out; nothing here is taken from replint's own answer.
 *
 * A case: `symptom`, `sources`, `estate` (choices for a correct estate), `breakIt`, `verdict` of the first replication rule, `rules`
 * (errors and warnings, with their cause), `answer`. Where given: `aspects`, `notes`, `repaired` (choices of the repaired estate) and `mendIt`.
 * What configuration cannot answer has `cannot` instead.
 */
import { buildEstate } from '../fixtures/estate.mjs';
import { encryption } from './encryption.mjs';
import { permissions } from './permissions.mjs';
import { settings } from './settings.mjs';

export const cases = { ...encryption, ...permissions, ...settings };

/** @returns {{ broken: object, repaired: object }} */
export function estatesOf({ estate, breakIt, repaired = estate, repairIt }) {
  const broken = buildEstate(estate);
  breakIt(broken.snapshot, broken.setting);
  const good = buildEstate(repaired);
  repairIt?.(good.snapshot, good.setting);
  return { broken: broken.snapshot, repaired: good.snapshot };
}
