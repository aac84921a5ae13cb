/** `replint merge`. */
import { mergeSnapshots } from '../estate/merge-snapshots.js';
import { readSnapshots } from '../estate/read-snapshot.js';
import type { RawSnapshot } from '../estate/snapshot-shape.js';
import { readInputs } from '../input/read-input.js';
import { dash } from './dash.js';
import { standardInput } from './standard-input.js';
import { writeSnapshot } from './write-snapshot.js';

/** The exit code. */
export async function mergeToFile(given: readonly string[], output: string): Promise<0> {
  const texts = await readInputs(
    given.map((name) => (name === dash ? '-' : name)),
    standardInput,
  );
  // Checks each, and that they do not contradict each other.
  readSnapshots(texts.map(({ name, text }) => ({ name, text, kind: 'snapshot' })));
  await writeSnapshot(output, mergeSnapshots(texts.map(({ text }) => JSON.parse(text) as RawSnapshot)));
  return 0;
}
