import { jsonText } from '../../reporters/escape/json.js';
import { gzipSync } from 'node:zlib';
import { ensureWritable, type FileToWrite, writeTogether } from '../../output/write-file.js';

/** @throws OutputError where the snapshot could not be written: to be asked before it is collected */
export async function ensureSnapshotPlace(output: string): Promise<void> {
  if (output !== '-') await ensureWritable(output);
}

/** Snapshots hold every policy of an account: a new file is its owner's alone. */
const ownersAlone = 0o600;

/** To a file, packed where its name ends in `.gz`, or to standard output where it is `-`. */
export async function writeSnapshot(output: string, snapshot: object): Promise<void> {
  if (output === '-') process.stdout.write(jsonText(snapshot));
  else await writeTogether([snapshotFile(output, snapshot)]);
}

/** To be written with whatever else the run writes. */
export function snapshotFile(path: string, snapshot: object): FileToWrite {
  const contents = (): string | Uint8Array => {
    const text = jsonText(snapshot);
    return path.endsWith('.gz') ? gzipSync(text) : text;
  };
  return { path, contents, mode: ownersAlone };
}
