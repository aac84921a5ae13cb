/** `replint inventory`. */
import { renderInventory } from '../../../report/inventory.js';
import { emptyConfig } from '../../../config/model.js';
import { audit } from '../../../judge.js';
import { joinReadings } from '../../../sources/join-readings.js';
import { ensureWritable } from '../../../output/write-file.js';
import { writeText } from '../../writing/write-text.js';
import { inputsOf } from '../../../run/inputs.js';
import type { LiveArguments } from '../../../run/live/live-arguments.js';

/** The exit code. */
export async function writeInventory(given: readonly string[], output: string | null, args: LiveArguments): Promise<0> {
  if (output !== null && output !== '-') await ensureWritable(output);
  const { estate } = joinReadings(await inputsOf(given, args, emptyConfig));
  // What is listed is what a report lists; what its rules find plays no part.
  const text = renderInventory(audit(estate, { rules: [] }));
  await writeText(output ?? undefined, text);
  return 0;
}
