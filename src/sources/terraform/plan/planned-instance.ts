/** One instance in a plan. Its values are worked out when they are first asked for: most are never. */
import type { JsonObject } from '../../shape.js';
import { isObject } from '../../shape.js';
import type { Address } from '../address.js';
import { attributesOf, isSecret, secretMark } from '../attributes.js';
import { type Instance, type ProviderPlace, Unknown, type Value, type ValueMap } from '../model.js';
import { derivedValues } from '../resources/derived.js';
import type { ConfiguredResource } from './configuration.js';
import { inRegion } from './provider-places.js';
import { type Open, openValue } from './open-values.js';

export interface Planned {
  readonly address: string;
  readonly parts: Address;
  readonly place: ProviderPlace;
  readonly after: JsonObject;
  readonly unknown: JsonObject;
  readonly isNew: boolean;
  /** Null where the plan's configuration does not have it. */
  readonly configured: ConfiguredResource | null;
  readonly origin: string;
}

/** What finds values that the plan leaves open. */
export interface Resolver {
  /** Undefined where nobody knows. */
  readonly resolve: (planned: Planned, path: readonly (string | number)[]) => Value | undefined;
  /** Whether the source sets an argument; null where nobody says. */
  readonly isSet: (planned: Planned, argument: string) => boolean | null;
}

/** Blocks that a dynamic block may make, which leaves no trace in the plan. */
const blocks = new Set([
  'inline_policy',
  'object_lock_configuration',
  'replication_configuration',
  'rule',
  'server_side_encryption_configuration',
  'statement',
  'versioning',
  'versioning_configuration',
]);

/** Their blocks, where they are not set, repeat what other resources make, and are not known before that. */
const repeatsOthers = new Set(['aws_s3_bucket', 'aws_iam_role']);

export class PlannedInstance implements Instance {
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly place: ProviderPlace;
  readonly isNew: boolean;
  readonly origin: string;
  readonly #planned: Planned;
  readonly #resolver: Resolver;
  #values: ValueMap | null = null;
  #known: ValueMap | null = null;
  #isWorking = false;

  /** @param prefix in front of its address, to tell it from those of other plans */
  constructor(planned: Planned, resolver: Resolver, prefix: string) {
    const { address, parts, isNew, origin, after } = planned;
    this.address = `${prefix}${address}`;
    this.mode = parts.mode;
    this.type = parts.type;
    this.name = parts.name;
    this.place = placeOf(planned, after);
    this.isNew = isNew;
    this.origin = origin;
    this.#planned = planned;
    this.#resolver = resolver;
  }

  get values(): ValueMap {
    if (this.#values !== null) return this.#values;
    // Resources do not depend on each other in a circle: whoever comes back here looks at itself.
    if (this.#isWorking) return {};
    this.#isWorking = true;
    const values = this.#read((path, isShuffled) => (isShuffled === true ? this.#left(path) : this.#open(path)));
    this.#values = derivedValues({ ...this.#face(), values });
    this.#isWorking = false;
    return this.#values;
  }

  /** What the plan holds itself: for the source, which must not be asked in turn. */
  get known(): ValueMap {
    this.#known ??= derivedValues({ ...this.#face(), values: this.#read((path) => this.#gap(path)) });
    return this.#known;
  }

  isSet(argument: string): boolean | null {
    const { configured } = this.#planned;
    if (configured !== null && Object.hasOwn(configured.expressions, argument)) return true;
    const bySource = this.#resolver.isSet(this.#planned, argument);
    if (bySource !== null) return bySource;
    return configured === null || blocks.has(argument) ? null : false;
  }

  #face(): Pick<Instance, 'address' | 'mode' | 'type' | 'place'> {
    return { address: this.address, mode: this.mode, type: this.type, place: this.place };
  }

  #read(open: Open): ValueMap {
    const { after, unknown } = this.#planned;
    const values: Record<string, Value> = {};
    for (const attribute of attributesOf(this.mode, this.type) ?? []) {
      const given = Object.hasOwn(after, attribute) ? after[attribute] : undefined;
      const mark = Object.hasOwn(unknown, attribute) ? unknown[attribute] : undefined;
      if (isSecret(attribute)) {
        values[attribute] = secretMark(given);
        continue;
      }
      const value =
        given === undefined && !isObject(mark) && mark !== true
          ? undefined
          : openValue(given ?? (isObject(mark) ? {} : null), mark, [attribute], open);
      if (value !== undefined) values[attribute] = value;
    }
    return values;
  }

  #gap(path: readonly (string | number)[]): Unknown | undefined {
    const [argument] = path;
    const { configured } = this.#planned;
    const isComputed =
      path.length === 1 &&
      typeof argument === 'string' &&
      configured !== null &&
      !Object.hasOwn(configured.expressions, argument) &&
      !(blocks.has(argument) && !repeatsOthers.has(this.type));
    return isComputed ? undefined : this.#left(path);
  }

  #left(path: readonly (string | number)[]): Unknown {
    return new Unknown(addressAt(this.address, path), 'the plan leaves it open');
  }

  /** A part that the plan leaves open: what is not set at all is computed by the provider. */
  #open(path: readonly (string | number)[]): Value | undefined {
    const found = this.#resolver.resolve(this.#planned, path);
    if (found !== undefined && !(found instanceof Unknown)) return found;
    const [argument] = path;
    const { configured, parts } = this.#planned;
    const isSet = typeof argument !== 'string' || this.isSet(argument);
    const isComputed =
      path.length === 1 &&
      configured !== null &&
      (isSet === false || (isSet === null && repeatsOthers.has(parts.type)));
    if (found === undefined && isComputed) return undefined;
    return found ?? this.#left(path);
  }
}

/** `aws_s3_bucket_policy.x.policy`, `….rule[0].destination[0].bucket`. */
export function addressAt(address: string, path: readonly (string | number)[]): string {
  return address + path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
}

/** With provider 6, a resource may stand in another Region than its provider. */
function placeOf({ place, parts, unknown, configured, address }: Planned, after: JsonObject): ProviderPlace {
  if (parts.mode !== 'managed') return place;
  const isSet = configured !== null && Object.hasOwn(configured.expressions, 'region');
  if (isSet && unknown['region'] === true)
    return inRegion(place, new Unknown(`${address}.region`, 'the plan leaves it open'));
  const region = Object.hasOwn(after, 'region') ? after['region'] : undefined;
  return typeof region === 'string' && region !== place.region ? inRegion(place, region) : place;
}
