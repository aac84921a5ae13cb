/** Roles that policies and attachments name. */
import type { Instance } from '../../model.js';
import { type Instances, knownText } from '../instances.js';
import { arnIn, groupsIn } from './attached-policies.js';
import { exclusiveNaming } from './role-lists.js';
import { roleKey, roleNaming } from './role-naming.js';

/** Roles, by their keys, that policies and attachments name; each with the first resource that does. */
export function namedRoles(instances: Instances): ReadonlyMap<string, { name: string; by: Instance }> {
  const found = new Map<string, { name: string; by: Instance }>();
  const add = (key: string, name: string | null, by: Instance): void => {
    if (name !== null && !found.has(key)) found.set(key, { name, by });
  };
  for (const [type, naming, argument] of [
    ['aws_iam_role_policy', roleNaming, 'role'],
    ['aws_iam_role_policy_attachment', roleNaming, 'role'],
    ['aws_iam_role_policies_exclusive', exclusiveNaming, 'role_name'],
    ['aws_iam_role_policy_attachments_exclusive', exclusiveNaming, 'role_name'],
  ] as const) {
    for (const names of [instances.namesIn(type, naming), instances.removedNamesIn(type, naming)])
      for (const [key, [by]] of names) if (by !== undefined) add(key, knownText(by, argument), by);
  }
  const { byRole, goneByRole } = groupsIn(instances);
  for (const [key, [by]] of [...byRole, ...goneByRole])
    if (by !== undefined) add(key, key.slice(roleKey(by, '').length), by);
  for (const by of instances.ofType('aws_iam_policy_attachment')) {
    for (const arn of instances.estate.existing?.attachedTo(by.place.account, arnIn(by)) ?? []) {
      const name = arn.slice(arn.lastIndexOf('/') + 1);
      add(roleKey(by, name), name, by);
    }
  }
  return found;
}
