/** Roles with their inline and attached policies, and managed policies. */
import { partsOf } from '../../../../estate/arn.js';
import type { Failed, RawManagedPolicy, RawRole } from '../../../snapshot/snapshot-shape.js';
import { type Instance, Unknown } from '../../model.js';
import { isUnset, textOf } from '../../values.js';
import { documentOf, none, openAnswer } from '../answers.js';
import type { Draft, Drafts } from '../drafts.js';
import type { Instances } from '../instances.js';
import { roleNaming } from './role-naming.js';
import { attachedPolicies, inlinePolicies } from './role-policies.js';
import type { Spots } from '../spots.js';

export function addRoles(drafts: Drafts, instances: Instances, spots: Spots): void {
  const done = new Set<string>();
  for (const instance of roleNaming.owners.flatMap((type) => instances.ofType(type))) {
    const arn = textOf(instance.values['arn']);
    if (arn === null || done.has(arn)) continue;
    done.add(arn);
    const name = roleNaming.nameOfOwner(instance);
    const policies = name === null ? {} : policiesOf(name, instance, instances, spots);
    const role: Draft<RawRole> = { Arn: arn, GetRole: spots.mark(detailOf(instance, arn), instance), ...policies };
    drafts.accountOf(accountOf(instance, arn)).roles.push(spots.mark(role, instance));
  }
  for (const instance of instances.removedOfType('aws_iam_role')) {
    const arn = textOf(instance.values['arn']);
    if (arn === null || done.has(arn)) continue;
    const role = { Arn: arn, GetRole: spots.mark(none('NoSuchEntity'), instance) };
    drafts.accountOf(instance.place).roles.push(spots.mark(role, instance));
  }
  addManagedPolicies(drafts, instances, spots);
}

function accountOf({ place }: Instance, arn: string): { readonly account: string; readonly partition: string } {
  const parts = partsOf(arn);
  return parts === null ? place : { account: parts.account, partition: parts.partition };
}

function policiesOf(name: string, instance: Instance, instances: Instances, spots: Spots): Partial<RawRole> {
  const inline = inlinePolicies(name, instance, instances, spots);
  const attached = attachedPolicies(name, instance, instances, spots);
  return {
    ...(inline.names === undefined ? {} : { ListRolePolicies: inline.names }),
    ...(inline.documents.length === 0 ? {} : { GetRolePolicy: inline.documents }),
    ...(attached === undefined ? {} : { ListAttachedRolePolicies: attached }),
  };
}

function detailOf({ values, address }: Instance, arn: string): Exclude<RawRole['GetRole'], undefined> | Failed {
  const document = documentOf(values['assume_role_policy'], `${address}.assume_role_policy`);
  if (document instanceof Unknown) return openAnswer(document);
  const boundary = textOf(values['permissions_boundary']);
  const id = values['unique_id'] instanceof Unknown ? null : textOf(values['unique_id']);
  return {
    Role: {
      Arn: arn,
      ...(id === null ? {} : { RoleId: id }),
      ...(document === null ? {} : { AssumeRolePolicyDocument: document }),
      ...(boundary === null ? {} : { PermissionsBoundary: { PermissionsBoundaryArn: boundary } }),
    },
  };
}

function addManagedPolicies(drafts: Drafts, instances: Instances, spots: Spots): void {
  for (const instance of [...instances.ofType('aws_iam_policy'), ...instances.ofType('data.aws_iam_policy')]) {
    const arn = textOf(instance.values['arn']);
    const document = documentOf(instance.values['policy'], `${instance.address}.policy`);
    if (arn === null || document === null || isUnset(arn)) continue;
    const policy: RawManagedPolicy =
      document instanceof Unknown
        ? { Arn: arn, GetPolicyVersion: spots.mark(openAnswer(document), instance, ['policy']) }
        : { Arn: arn, PolicyVersionList: [versionOf(document, instance, spots)] };
    drafts.accountOf(instance.place).policies.push(spots.mark(policy, instance, ['policy']));
  }
}

function versionOf(document: string, instance: Instance, spots: Spots): { Document: string; IsDefaultVersion: true } {
  return spots.mark({ Document: document, IsDefaultVersion: true as const }, instance, ['policy']);
}
