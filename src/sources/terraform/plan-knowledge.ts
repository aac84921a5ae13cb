/** The seam between a plan and its source, from the source's side: variables, instance keys, data sources and whatever exists. */
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
