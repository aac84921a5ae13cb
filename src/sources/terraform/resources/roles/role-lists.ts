/** What the policies of a role are known by: whether the code lists all of them, and what exclusive arguments say. */
import { type Instance, Unknown, type Value } from '../../model.js';
import { elementsOf, textOf } from '../../values.js';
import { type Instances, knownText } from '../instances.js';
import { roleKey, roleNaming } from './role-naming.js';

/** A list that an exclusive argument gives; null = no such argument, Unknown = which ones is open. */
export type Exclusive = ReadonlySet<string> | null | Unknown;

export function fight(exclusive: string): Unknown {
  return new Unknown(exclusive, 'it removes what another resource adds, at each turn');
}

/** Whether all policies of the role are in the code, or repeated by its attributes. */
export function isWhole({ mode, isNew, values }: Instance, { estate }: Instances): boolean {
  if (mode === 'data' || estate.isPartial) return false;
  return isNew || values['inline_policy'] !== undefined || values['managed_policy_arns'] !== undefined;
}

/** A role that the code does not make: it has what others give it, besides. */
export function isNamedOnly({ mode }: Instance): boolean {
  return mode === 'data';
}

/** What is known of a role that is there is newer than the attributes that repeat it: the code adds to it, and takes from it. */
export function isLaidOver({ mode, isNew, place, values }: Instance, { estate }: Instances): boolean {
  const name = textOf(values['name']);
  if (mode === 'data' || isNew || estate.existing === undefined || name === null) return false;
  return estate.existing.roleArn(place.account, name) !== null;
}

export function exclusiveOf(type: string, argument: string, role: string, instances: Instances): Exclusive {
  const [exclusive] = instances.separate(type, role, exclusiveNaming).found;
  if (exclusive === undefined) return null;
  return namesIn(exclusive.values[argument]);
}

export const exclusiveNaming = {
  ...roleNaming,
  nameIn: (instance: Instance): string | null => {
    const name = knownText(instance, 'role_name');
    return name === null ? null : roleKey(instance, name);
  },
};

export function namesIn(value: Value | undefined): ReadonlySet<string> | Unknown {
  const elements = elementsOf(value);
  if (elements instanceof Unknown) return elements;
  const names = new Set<string>();
  for (const element of elements) {
    if (element instanceof Unknown) return element;
    const name = textOf(element);
    if (name !== null) names.add(name);
  }
  return names;
}
