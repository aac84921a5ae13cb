import { gzipSync } from 'node:zlib';
import { ensureWritable, writeWhole } from '../../output/write-file.js';
import { isDash } from '../parser/dash.js';

/** @throws OutputError where the snapshot could not be written: to be asked before it is collected */
export async function ensureSnapshotPlace(output: string): Promise<void> {
  if (!isDash(output)) await ensureWritable(output);
}

/** To a file, packed where its name ends in `.gz`, or to standard output where it is `-`. */
export async function writeSnapshot(output: string, snapshot: object): Promise<void> {
  const text = `${JSON.stringify(snapshot, null, 2)}\n`;
  if (isDash(output)) process.stdout.write(text);
  else await writeWhole(output, output.endsWith('.gz') ? gzipSync(text) : text);
}
