import type { Snapshot } from '../fixtures/estate.mjs';

export interface Case {
  readonly symptom: string;
  readonly sources: readonly string[];
  readonly answer: string;
  readonly verdict: string;
  readonly rules: readonly string[];
  readonly aspects?: Readonly<Record<string, string>>;
  readonly repairedAspects?: Readonly<Record<string, string>>;
  readonly notes?: readonly string[];
  readonly cannot?: string;
}
export const cases: Readonly<Record<string, Case>>;
export function estatesOf(one: Case): { readonly broken: Snapshot; readonly mended: Snapshot };
