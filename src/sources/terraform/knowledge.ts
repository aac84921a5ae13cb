/**
 * The seam between a plan and its source. The plan knows variables, instance keys, data sources and whatever exists; the source knows
 * how the rest is made of it.
 */
import type { Place } from '../../estate/locator.js';
import type { InputFile } from '../input-file.js';
import type { ProviderPlace, Value, ValueMap } from './model.js';

/** What a plan (or state) knows, for whoever evaluates its source. */
export interface PlanKnowledge {
  /** Root variables with their effective values. */
  readonly variables: ReadonlyMap<string, Value>;
  /**
   * The attributes of an instance, managed or data: known ones, and what follows from them (names, ARNs, ids as stand-ins). What the
   * plan leaves open is `Unknown`. Undefined: the plan has no such instance.
   * @param address of an instance, `module.a["k"].data.aws_iam_policy_document.d[0]`
   */
  valuesOf(address: string): ValueMap | undefined;
  /**
   * Keys of the instances of a resource: `[]` = none, `[null]` = one, without `count` and `for_each`.
   * Undefined: the plan does not speak of it.
   * @param address of the resource, without the key of its own, with those of its modules: `module.a["k"].aws_s3_bucket.b`
   */
  keysOf(address: string): readonly (string | number | null)[] | undefined;
  /** Keys of a module call, in the same way: `module.a["k"].module.inner`. */
  moduleKeysOf(address: string): readonly (string | number | null)[] | undefined;
  /** Where a provider works, by its key in the plan's configuration: `aws`, `aws.west`, `module.x:aws`. */
  placeOf(providerKey: string): ProviderPlace | undefined;
}

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
}

export type OpenSource = (files: readonly InputFile[], knowledge: PlanKnowledge) => Promise<SourceOfPlan>;
