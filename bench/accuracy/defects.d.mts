import type { Snapshot, Setting } from '../../scripts/fixtures/estate.mjs';

/** Choices that the mistake takes, how it is made, rules of which one must tell it, rules that may. */
export type Defect = readonly [
  choices: Readonly<Record<string, unknown>>,
  change: (snapshot: Snapshot, setting: Setting) => void,
  must: readonly string[],
  may?: readonly string[],
];
export const defects: Readonly<Record<string, Defect>>;
