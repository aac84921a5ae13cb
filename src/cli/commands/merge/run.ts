/** `replint merge`. */
import { mergeSnapshots } from '../../../sources/snapshot/merge-snapshots.js';
import { readSnapshots } from '../../../sources/snapshot/read-snapshot.js';
import { readInputs } from '../../../sources/files/read-input.js';
import { standardInput } from '../../../run/standard-input.js';
import { writeSnapshot } from '../../writing/write-snapshot.js';

/** The exit code. */
export async function mergeToFile(given: readonly string[], output: string): Promise<0> {
  const texts = await readInputs(given, standardInput);
  const { snapshots } = readSnapshots(texts.map(({ name, text }) => ({ name, text, kind: 'snapshot' })));
  await writeSnapshot(output, mergeSnapshots(snapshots));
  return 0;
}
