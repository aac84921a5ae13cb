/**
 * The seam between a plan and its source, from the plan's side: how the rest is made of what the plan knows (`plan-knowledge.ts`).
 */
import type { Place } from '../../estate/locator.js';
import type { InputFile } from '../input-file.js';
import type { Value } from './model.js';
import type { PlanKnowledge } from './plan-knowledge.js';
import type { ValueNames } from './value-names.js';
import type { OpenedCode } from './source/opened-code.js';

/** What a source tells about a plan (or state) that was made from it. */
export interface SourceOfPlan {
  /**
   * The value of an attribute that the plan leaves open, or a part of it. Undefined: the source has no such resource or argument.
   * @param path `['policy']`, `['rule', 0, 'destination', 0, 'bucket']`
   */
  resolve(address: string, path: readonly (string | number)[]): Value | undefined;
  /** Whether the configuration sets an argument, dynamic blocks included; null = it does not say. */
  isSet(address: string, argument: string): boolean | null;
  /** Line and column of the attribute or of the nearest block around it; null where the source has no such resource. */
  placeOf(address: string, path: readonly (string | number)[], within: readonly string[]): Place | null;
  /** For whoever edits the files. */
  code?(): OpenedCode;
}

/** @param names are shared by all sources that are read together */
export type OpenSource = (
  files: readonly InputFile[],
  knowledge: PlanKnowledge,
  names: ValueNames,
) => Promise<SourceOfPlan>;
