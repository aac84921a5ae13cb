/** Snapshots, read, and joined into one estate. */
import type { Estate } from '../../estate/model.js';
import { joinReadings } from '../join-readings.js';
import { readSnapshotText, type SnapshotInput } from './read-snapshot-text.js';
import type { RawSnapshot } from './snapshot-shape.js';

export type { SnapshotInput } from './read-snapshot-text.js';

/**
 * @throws InvalidInput with every fault of every input and its place: an input that is no JSON or no snapshot, a broken one, or
 * several that contradict each other
 */
export function readSnapshots(inputs: readonly SnapshotInput[]): {
  readonly estate: Estate;
  readonly snapshots: readonly RawSnapshot[];
} {
  const { estate, facts } = joinReadings(inputs.map((input) => readSnapshotText(input)));
  return { estate, snapshots: facts };
}
