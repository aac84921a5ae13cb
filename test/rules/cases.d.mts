import type { EngineSettings } from '../../src/engine/model.js';

/** Changes a snapshot in place. The second argument has the names that the estate was built with. */
// The snapshot is plain JSON that a case is free to break in any way.
// eslint-disable-next-line typescript/no-explicit-any
export type Change = (snapshot: any, names: any) => void;

/** A change of the correct estate, or one with an estate or settings of its own. */
export type Shape = Change | ({ readonly correct?: object; readonly change: Change } & Partial<Asked>);

/** How the audit is asked. */
export interface Asked {
  readonly settings: Partial<EngineSettings>;
  /** Source buckets; empty = all. */
  readonly buckets: readonly string[];
}

export interface RuleCase {
  /** Choices for the correct estate (`scripts/fixtures/estate.mjs`). */
  readonly correct: object;
  readonly settings?: Partial<EngineSettings>;
  readonly buckets?: readonly string[];
  /** By name: ways to break the estate. The first one stands on the page of the rule. */
  readonly broken: Readonly<Record<string, Shape>>;
  /** By name: estates about which the rule says nothing. */
  readonly silent?: Readonly<Record<string, Shape>>;
  /** Why there are fewer than three ways. */
  readonly fewer?: string;
}

export interface BuiltShape extends Asked {
  readonly name: string;
  readonly passing: unknown;
  readonly failing: unknown;
}

export const cases: Readonly<Record<string, RuleCase>>;
export function shapesOf(id: string): readonly BuiltShape[];
export function silentShapesOf(id: string): readonly (Asked & { readonly name: string; readonly snapshot: unknown })[];
export function snapshotsOf(id: string): BuiltShape;
