/** A fix of a snapshot given as data, at a fixed time. */
import { repair, type Repaired, type RepairOptions } from '../../src/repair.js';
import { readSnapshotText } from '../../src/sources/snapshot/read-snapshot-text.js';
import { plainRepair } from '../plain-run.js';

export function fixed(snapshot: unknown, options: Partial<RepairOptions> = {}): Repaired {
  return repair({
    inputs: [readSnapshotText({ name: 'snapshot.json', kind: 'snapshot', text: JSON.stringify(snapshot) })],
    ...plainRepair,
    ...options,
  });
}
