/** What a run and a fix are asked for in tests that ask for nothing in particular: no configuration, all buckets, a fixed day. */
import { emptyConfig } from '../src/config/model.js';
import type { RepairOptions } from '../src/repair.js';
import type { RunOptions } from '../src/run.js';

export const plainRun: Omit<RunOptions, 'inputs'> = {
  config: emptyConfig,
  buckets: [],
  failOn: 'error',
  allowIncomplete: false,
  requireOrganization: false,
  baseline: null,
  today: '2026-11-25',
};

export const plainRepair: Omit<RepairOptions, 'inputs'> = { ...plainRun, level: 'warning', harden: false };
