/**
 * What plans, states and sources of Terraform say, in one shape: instances of resources with their values. A plan, a state and the
 * evaluator of sources give it; `resources/` makes the snapshot's shape of it.
 */

import type { Existing } from '../existing.js';

/**
 * A JSON value of which parts may not be known. A text that is partly known, or that AWS will choose, is plain text with stand-ins in
 * it (`src/estate/stand-in.ts`): it can be cut, joined and encoded like any other.
 */
export type Value = null | boolean | number | string | Unknown | readonly Value[] | ValueMap;

export interface ValueMap {
  readonly [name: string]: Value;
}

/** A value that nobody knows, of whatever type. `Unknown` inside of a list or an object leaves the rest known. */
export class Unknown {
  /** What settles it, as the code names it: `aws_kms_key.x.policy`, `var.name`, `local.document`. Unique in the estate. */
  readonly address: string;
  /** For people, a clause: `the plan leaves it open`, `the function file() reads outside of the given folder`. */
  readonly why: string;

  constructor(address: string, why: string) {
    this.address = address;
    this.why = why;
  }
}

/** Where a provider works. Each may be a stand-in: two providers of one unknown account have the same one. */
export interface ProviderPlace {
  /** Twelve digits, or a stand-in. */
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** One instance of a resource or data source: `module.a["k"].aws_s3_bucket.b[0]`. */
export interface Instance {
  /** Unique in the estate; what people call it. */
  readonly address: string;
  readonly mode: 'managed' | 'data';
  /** `aws_s3_bucket` */
  readonly type: string;
  /** `b` */
  readonly name: string;
  /** Of its provider, and of its own `region` argument where the provider has one (6 and later). */
  readonly place: ProviderPlace;
  /** As after the change. Null, the empty text and a missing member mean: not set. Blocks are lists, as in a plan. */
  readonly values: ValueMap;
  /** Whether it is made by this change: AWS's defaults for new ones then hold. False where it may have been there before. */
  readonly isNew: boolean;
  /**
   * Whether the configuration sets an argument. Of a bucket or role that is there, other attributes repeat what other resources manage,
   * as it was before the change. Null = nobody can tell (a state without its configuration; a block that may be dynamic).
   */
  readonly isSet: (argument: string) => boolean | null;
  /** Of one of which nobody knows how often it is made: why, as a clause. */
  readonly openCount?: string;
  /** Where it stands: whatever the adapter's locator needs besides the address. */
  readonly origin?: string;
}

/**
 * Whether `later` is made after `earlier`: by references, `depends_on`, and through modules; both are addresses of instances. Null =
 * the input does not show it.
 */
export type OrderedBehind = (later: string, earlier: string) => boolean | null;

/** All that one input says, after the change. */
export interface TerraformEstate {
  readonly instances: readonly Instance[];
  /** Separate arguments of a bucket, role or key that may be made, or not: whatever they belong to is open in what they set. */
  readonly perhaps?: readonly Instance[];
  /** Instances that the change deletes, as they were: what only they held is absent afterwards. Not those that are merely forgotten. */
  readonly removed: readonly Instance[];
  /** Whether resources may be missing (`-target`, deferred, errored): what is not there is then not known to be absent. */
  readonly isPartial: boolean;
  /**
   * Whether it is laid over what is known of the estate: attributes that only repeat what others manage are then left to that, which is
   * newer.
   */
  readonly isChange?: boolean;
  /** What it is laid over. */
  readonly existing?: Existing;
  /** Whether what it makes may be there already: code does not say, a plan does. */
  readonly mayBeThere?: boolean;
  /** What stands behind what; left out where the input does not say (states). */
  readonly orderedBehind?: OrderedBehind;
}

/** A place in what an instance says: `['rule', 0, 'destination', 0, 'bucket']`. */
export interface Spot {
  readonly instance: Instance;
  readonly path: readonly (string | number)[];
  /** Steps into the JSON text that stands there, such as `['Statement', '3']`. */
  readonly within: readonly string[];
}
