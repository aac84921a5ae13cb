/** A fix of a snapshot given as data, at a fixed time. */
import { emptyConfig } from '../../src/config/model.js';
import { repair, type Repaired, type RepairOptions } from '../../src/repair.js';
import { readSnapshotText } from '../../src/sources/snapshot/read-snapshot-text.js';

export function fixed(snapshot: unknown, options: Partial<RepairOptions> = {}): Repaired {
  return repair({
    inputs: [readSnapshotText({ name: 'snapshot.json', kind: 'snapshot', text: JSON.stringify(snapshot) })],
    config: emptyConfig,
    buckets: [],
    failOn: 'error',
    allowIncomplete: false,
    requireOrganization: false,
    baseline: null,
    today: '2026-11-25',
    level: 'warning',
    harden: false,
    ...options,
  });
}
