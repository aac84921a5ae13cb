/** What findings of a live audit can point to: the committed inventory, or the configuration file. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inventoryFile, readInventoryLines, type LiveAnchors } from '../report/inventory.js';
import { UnreadableInput } from '../sources/files/read-input.js';

export async function findLiveAnchors(workingDirectory: string, configFile: string | null): Promise<LiveAnchors> {
  let text: string;
  try {
    text = await readFile(join(workingDirectory, inventoryFile), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { inventory: null, configFile };
    throw new UnreadableInput(`Cannot read ${inventoryFile}.`, 'Write it with `replint inventory`, or remove it.', {
      cause: error,
    });
  }
  return { inventory: { file: inventoryFile, lines: readInventoryLines(text) }, configFile };
}
