/**
 * Which instance says a setting of a bucket or key after the change: the separate resource, else the own argument that the configuration
 * sets, else nobody if the separate resource is deleted, else the attribute that repeats what others manage, else AWS's default.
 */
import type { Failed } from '../../snapshot/snapshot-shape.js';
import { type Instance, Unknown, type Value } from '../model.js';
import { isUnset } from '../values.js';
import { openAnswer } from './answers.js';
import { type Instances, type Naming, openOwner } from './instances.js';
import type { Spots } from './spots.js';

export interface Setting<A extends object> {
  /** Types of separate resources; of several, the first that there is. */
  readonly types: readonly string[];
  /** The answer of a separate resource; Unknown where nobody knows. */
  readonly read: (separate: Instance) => A | Failed | Unknown;
  /** Own attributes that say or repeat it. */
  readonly own: readonly string[];
  /** The answer of a set attribute of the owner. */
  readonly readOwn?: (value: Value, owner: Instance, argument: string) => A | Failed | Unknown | null;
  /** What holds where nothing is set, of itself or since the separate resource is deleted. */
  readonly fallback: (ownerOrRemoved: Instance, isRemoved: boolean) => A | Failed;
  /** Whether an unset own attribute of an existing owner says that there is none. */
  readonly isMirrored: boolean;
}

export interface Owner {
  readonly name: string;
  /** Null for what only its separate arguments name. */
  readonly instance: Instance | null;
}

/** @returns undefined where nothing is said */
export function settingOf<A extends object>(
  { name, instance }: Owner,
  setting: Setting<A>,
  context: { readonly instances: Instances; readonly naming: Naming; readonly spots: Spots },
): A | Failed | undefined {
  const { instances, naming, spots } = context;
  for (const type of setting.types) {
    const { found, open } = instances.separate(type, name, naming);
    const separate = found.at(-1);
    if (separate !== undefined) return spots.mark(answerOf(setting.read(separate)), separate);
    if (open !== null) return spots.mark(openAnswer(openOwner(open, 'nobody knows what it belongs to')), open);
  }
  const removed = setting.types.flatMap((type) => instances.removed(type, name, naming));
  if (instance === null) {
    const gone = removed.at(-1);
    return gone === undefined ? undefined : spots.mark({ ...setting.fallback(gone, true) }, gone);
  }
  const own = ownAnswer(instance, setting, true, spots);
  if (own !== undefined) return own;
  if (removed.length > 0) return spots.mark({ ...setting.fallback(instance, true) }, instance);
  if (!instance.isNew && instances.estate.isChange === true) return undefined;
  const repeated = ownAnswer(instance, setting, false, spots);
  if (repeated !== undefined) return repeated;
  const isKnown = instance.isNew || (setting.isMirrored && instance.mode === 'managed');
  return isKnown && !instances.estate.isPartial
    ? spots.mark({ ...setting.fallback(instance, false) }, instance)
    : undefined;
}

function answerOf<A extends object>(answer: A | Failed | Unknown): A | Failed {
  // A copy: constants are answers of many.
  return answer instanceof Unknown ? openAnswer(answer) : { ...answer };
}

/** @param isSet whether arguments are meant that the configuration sets, or attributes that may repeat what others manage */
function ownAnswer<A extends object>(
  owner: Instance,
  { own, readOwn }: Setting<A>,
  isSet: boolean,
  spots: Spots,
): A | Failed | undefined {
  for (const argument of own) {
    const value = owner.values[argument];
    if (isUnset(value) || readOwn === undefined) continue;
    if (isSet ? owner.isSet(argument) !== true && !isOwnOfNew(owner, argument) : owner.isNew) continue;
    const answer = readOwn(value, owner, argument);
    if (answer !== null) return spots.mark(answerOf(answer), owner, [argument]);
  }
  return undefined;
}

/** What is made by this change repeats nothing yet. */
function isOwnOfNew(owner: Instance, argument: string): boolean {
  return owner.isNew && owner.isSet(argument) !== false;
}
