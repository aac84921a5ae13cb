/** `replint inventory`. */
import { renderInventory } from '../config/inventory.js';
import { emptyConfig } from '../config/model.js';
import { audit } from '../engine/audit.js';
import { readSnapshots } from '../estate/read-snapshot.js';
import { ensureWritable, writeWhole } from '../output/write-file.js';
import { inputsOf } from './inputs.js';
import { isDash } from './dash.js';
import type { LiveArguments } from './live-options.js';

/** The exit code. */
export async function writeInventory(given: readonly string[], output: string | null, args: LiveArguments): Promise<0> {
  if (output !== null && !isDash(output)) await ensureWritable(output);
  const { estate } = readSnapshots(await inputsOf(given, args, emptyConfig));
  // What is listed is what a report lists; what its rules find plays no part.
  const text = renderInventory(audit(estate, { rules: [] }));
  if (output === null || isDash(output)) process.stdout.write(text);
  else await writeWhole(output, text);
  return 0;
}
