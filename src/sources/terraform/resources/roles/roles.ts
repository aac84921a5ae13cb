/** Roles with their inline and attached policies, and managed policies. */
import { partsOf, roleArn } from '../../../../estate/arn.js';
import type { Failed, RawManagedPolicy, RawRole } from '../../../snapshot/snapshot-shape.js';
import { type Instance, Unknown } from '../../model.js';
import { isUnset, textOf } from '../../values.js';
import { secretMark } from '../../attributes.js';
import { documentOf, none, openAnswer } from '../answers.js';
import type { Draft, Drafts } from '../drafts.js';
import type { Instances } from '../instances.js';
import { roleNaming } from './role-naming.js';
import { attachedPolicies } from './attached-policies.js';
import { namedRoles } from './named-roles.js';
import { inlinePolicies } from './role-policies.js';
import type { Spots } from '../spots.js';

export function addRoles(drafts: Drafts, instances: Instances, spots: Spots): void {
  const done = new Set<string>();
  const named = new Set<string>();
  for (const instance of roleNaming.owners.flatMap((type) => instances.ofType(type))) {
    const arn = textOf(instance.values['arn']);
    // The path of a role that is looked up during the deployment is not known: it counts as one that is only named.
    if (arn === null || partsOf(arn) === null || done.has(arn)) continue;
    done.add(arn);
    const name = roleNaming.nameOfOwner(instance);
    const policies = name === null ? {} : policiesOf(name, instance, instances, spots);
    if (name !== null) named.add(name);
    const role: Draft<RawRole> = {
      Arn: arn,
      GetRole: spots.mark(detailOf(instance, arn), instance),
      ...tagsOf(instance, spots),
      ...policies,
    };
    drafts.accountOf(accountOf(instance, arn)).roles.push(spots.mark(role, instance));
  }
  for (const instance of instances.removedOfType('aws_iam_role')) {
    const arn = textOf(instance.values['arn']);
    if (arn === null || done.has(arn)) continue;
    const role = { Arn: arn, GetRole: spots.mark(none('NoSuchEntity'), instance) };
    const name = roleNaming.nameOfOwner(instance);
    if (name !== null) named.add(name);
    drafts.accountOf(instance.place).roles.push(spots.mark(role, instance));
  }
  addNamedOnly(drafts, instances, spots, named);
  addManagedPolicies(drafts, instances, spots);
}

/**
 * Roles that the code only names: it gives them policies, and takes some away.
 * @param done keys of all others
 */
function addNamedOnly(drafts: Drafts, instances: Instances, spots: Spots, done: ReadonlySet<string>): void {
  for (const [key, { name, by }] of namedRoles(instances)) {
    if (done.has(key)) continue;
    const { partition, account } = by.place;
    const arn = instances.estate.existing?.roleArn(account, name) ?? roleArn(partition, account, name);
    const owner: Instance = { ...by, mode: 'data', values: {}, isNew: false, isSet: () => false };
    const role: RawRole = { Arn: arn, ...policiesOf(key, owner, instances, spots) };
    drafts.accountOf(by.place).roles.push(spots.mark(role, by));
  }
}

function accountOf({ place }: Instance, arn: string): { readonly account: string; readonly partition: string } {
  const parts = partsOf(arn);
  return parts === null ? place : { account: parts.account, partition: parts.partition };
}

function policiesOf(name: string, instance: Instance, instances: Instances, spots: Spots): Partial<RawRole> {
  const inline = inlinePolicies(name, instance, instances, spots);
  const attached = attachedPolicies(name, instance, instances, spots);
  const removed = [...inline.removed, ...attached.removed];
  const isListed = inline.names !== undefined && attached.list !== undefined;
  return {
    ...(inline.names === undefined ? {} : { ListRolePolicies: inline.names }),
    ...(inline.documents.length === 0 ? {} : { GetRolePolicy: inline.documents }),
    ...(attached.list === undefined ? {} : { ListAttachedRolePolicies: attached.list }),
    ...(isListed
      ? {}
      : {
          LaidOver: {
            Sets: setsOf(instance),
            Attaches: attached.attached,
            Removes: removed,
          },
        }),
  };
}

/** Parts besides policies that the code says: tags stay as they are known to be. */
function setsOf({ mode }: Instance): readonly string[] {
  return mode === 'data' ? [] : ['PermissionsBoundary'];
}

/** Tags may hold secrets, so that none is kept: of a role that has some, conditions on them are open. */
function tagsOf(instance: Instance, spots: Spots): Pick<RawRole, 'ListRoleTags'> {
  const { values, address } = instance;
  const tags = values['tags_all'] instanceof Unknown ? values['tags'] : (values['tags_all'] ?? values['tags']);
  if (!(tags instanceof Unknown) && secretMark(tags) === null) return {};
  const open = new Unknown(`${address}.tags`, 'tags of code are not read, since they may hold secrets');
  return { ListRoleTags: spots.mark(openAnswer(open), instance) };
}

function detailOf({ values, address }: Instance, arn: string): Exclude<RawRole['GetRole'], undefined> | Failed {
  const document = documentOf(values['assume_role_policy'], `${address}.assume_role_policy`, 'trust');
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
    const document = documentOf(instance.values['policy'], `${instance.address}.policy`, 'identity');
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
