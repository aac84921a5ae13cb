import { jsonText } from '../../reporters/escape/json.js';
import { gzipSync } from 'node:zlib';
import { ensureWritable, writeWhole } from '../../output/write-file.js';

/** @throws OutputError where the snapshot could not be written: to be asked before it is collected */
export async function ensureSnapshotPlace(output: string): Promise<void> {
  if (output !== '-') await ensureWritable(output);
}

/** Snapshots hold every policy of an account: a new file is its owner's alone. */
const ownersAlone = 0o600;

/** To a file, packed where its name ends in `.gz`, or to standard output where it is `-`. */
export async function writeSnapshot(output: string, snapshot: object): Promise<void> {
  const text = jsonText(snapshot);
  if (output === '-') process.stdout.write(text);
  else await writeWhole(output, output.endsWith('.gz') ? gzipSync(text) : text, { mode: ownersAlone });
}
