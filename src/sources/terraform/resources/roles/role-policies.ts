/**
 * Which policies a role has after the change: separate resources, the role's own arguments, and attributes that repeat what others attach.
 * Exclusive arguments remove what they do not name. Where separate resources of the same code add what an exclusive one removes, the two
 * fight, and nobody knows which applies.
 */
import { errorOf } from '../../../build/answer.js';
import type { RawRole } from '../../../snapshot/snapshot-shape.js';
import { type Instance, Unknown, type Value } from '../../model.js';
import { elementsOf, isMap, textOf } from '../../values.js';
import { documentOf, openAnswer } from '../answers.js';
import { type Instances, knownText, openOwner } from '../instances.js';
import { roleKey, roleNaming } from './role-naming.js';
import type { Spots } from '../spots.js';

type Pages<Name extends keyof RawRole> = NonNullable<RawRole[Name]>;
type Document = Extract<Pages<'GetRolePolicy'>, readonly unknown[]>[number];

export interface InlinePolicies {
  /** Undefined = not known, and not said. */
  readonly names: Exclude<Pages<'ListRolePolicies'>, readonly unknown[]> | undefined;
  readonly documents: readonly Document[];
}

interface Found {
  readonly name: string;
  readonly document: Value | undefined;
  readonly instance: Instance;
  readonly path: readonly (string | number)[];
}

/** A list that an exclusive argument gives; null = no such argument, Unknown = which ones is open. */
type Exclusive = ReadonlySet<string> | null | Unknown;

function fight(exclusive: string): Unknown {
  return new Unknown(exclusive, 'it removes what another resource adds, at each turn');
}

export function inlinePolicies(role: string, owner: Instance, instances: Instances, spots: Spots): InlinePolicies {
  const { found, open } = instances.separate('aws_iam_role_policy', role, roleNaming);
  const separate = found.map((instance): Found => {
    const { values } = instance;
    return { name: textOf(values['name']) ?? instance.address, document: values['policy'], instance, path: ['policy'] };
  });
  const isOwnSet = owner.mode === 'managed' && isSetOn(owner, 'inline_policy');
  const removed = new Set(
    instances.removed('aws_iam_role_policy', role, roleNaming).flatMap(({ values }) => textOf(values['name']) ?? []),
  );
  const names = new Set(separate.map(({ name }) => name));
  const repeated = ownInline(owner).filter(({ name }) => !names.has(name) && (isOwnSet || !removed.has(name)));
  const listed = exclusiveOf('aws_iam_role_policies_exclusive', 'policy_names', role, instances);
  const all = [
    ...separate,
    ...(listed instanceof Set && !isOwnSet ? repeated.filter(({ name }) => listed.has(name)) : repeated),
  ];
  const documents = all.map((policy) => documentAnswer(policy, contested(policy, { listed, isOwnSet, owner }), spots));
  const gap = firstOpen(open, owner.values['inline_policy'], listed, owner);
  if (gap !== null) return { names: spots.mark(openAnswer(gap), owner), documents };
  if (!isWhole(owner, instances)) return { names: undefined, documents };
  return { names: spots.mark({ PolicyNames: all.map(({ name }) => name) }, owner), documents };
}

/** Whether all policies of the role are in the code, or repeated by its attributes. */
function isWhole({ mode, isNew, values }: Instance, { estate }: Instances): boolean {
  if (mode === 'data' || estate.isPartial) return false;
  return isNew || values['inline_policy'] !== undefined || values['managed_policy_arns'] !== undefined;
}

/** What makes the list itself uncertain. */
function firstOpen(open: Instance | null, own: Value | undefined, listed: Exclusive, owner: Instance): Unknown | null {
  if (open !== null) return openOwner(open, 'nobody knows to which role it belongs');
  if (listed instanceof Unknown) return listed;
  if (own instanceof Unknown && owner.isSet('inline_policy') !== false) return own;
  return null;
}

interface Contest {
  readonly listed: Exclusive;
  readonly isOwnSet: boolean;
  readonly owner: Instance;
}

/** What fights with a separate policy. */
function contested({ instance, name }: Found, { listed, isOwnSet, owner }: Contest): Unknown | null {
  if (instance === owner) return null;
  if (isOwnSet) return fight(`${owner.address}.inline_policy`);
  return listed instanceof Set && !listed.has(name) ? fight(`${owner.address} (exclusive policies)`) : null;
}

function documentAnswer({ name, document, instance, path }: Found, contest: Unknown | null, spots: Spots): Document {
  const text = contest ?? documentOf(document, `${instance.address}.policy`);
  const answer =
    text instanceof Unknown
      ? { PolicyName: name, Error: errorOf(openAnswer(text)) }
      : { PolicyName: name, PolicyDocument: text ?? '{"Version":"2012-10-17","Statement":[]}' };
  return spots.mark(answer, instance, path);
}

/** `inline_policy` blocks; an empty one says that there are none. */
function ownInline(owner: Instance): readonly Found[] {
  const blocks = elementsOf(owner.values['inline_policy']);
  if (blocks instanceof Unknown) return [];
  return blocks.flatMap((block, index): readonly Found[] => {
    const name = isMap(block) ? textOf(block['name']) : null;
    if (!isMap(block) || name === null) return [];
    return [{ name, document: block['policy'], instance: owner, path: ['inline_policy', index, 'policy'] }];
  });
}

/** Set by the configuration; of what is there and whose configuration is not given, nobody knows: then it only repeats. */
function isSetOn(owner: Instance, argument: string): boolean {
  const isSet = owner.isSet(argument);
  const elements = elementsOf(owner.values[argument]);
  if (isSet === true) return owner.values[argument] !== null;
  return isSet === null && owner.isNew && !(elements instanceof Unknown) && elements.length > 0;
}

function exclusiveOf(type: string, argument: string, role: string, instances: Instances): Exclusive {
  const [exclusive] = instances.separate(type, role, exclusiveNaming).found;
  if (exclusive === undefined) return null;
  return namesIn(exclusive.values[argument]);
}

const exclusiveNaming = {
  ...roleNaming,
  nameIn: (instance: Instance): string | null => {
    const name = knownText(instance, 'role_name');
    return name === null ? null : roleKey(instance, name);
  },
};

function namesIn(value: Value | undefined): ReadonlySet<string> | Unknown {
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

interface Attachment {
  readonly arn: string;
  readonly instance: Instance;
}

export function attachedPolicies(
  role: string,
  owner: Instance,
  instances: Instances,
  spots: Spots,
): Exclude<Pages<'ListAttachedRolePolicies'>, readonly unknown[]> | undefined {
  const { found, open } = instances.separate('aws_iam_role_policy_attachment', role, roleNaming);
  const group = groupAttachments(role, owner, instances);
  const separate = [...found, ...group.here].map((instance): Attachment => ({ arn: arnIn(instance), instance }));
  const own = namesIn(owner.values['managed_policy_arns']);
  const isOwnSet = owner.mode === 'managed' && owner.isSet('managed_policy_arns') === true;
  const listed = exclusiveOf('aws_iam_role_policy_attachments_exclusive', 'policy_arns', role, instances);
  if (open !== null) return openList(openOwner(open, 'nobody knows to which role it belongs'), open, spots);
  if (group.open !== null)
    return openList(new Unknown(group.open.address, 'its roles are not known'), group.open, spots);
  if (listed instanceof Unknown) return openList(listed, owner, spots);
  if (own instanceof Unknown && owner.isSet('managed_policy_arns') !== false) return openList(own, owner, spots);
  const removed = new Set(
    instances.removed('aws_iam_role_policy_attachment', role, roleNaming).map((instance) => arnIn(instance)),
  );
  const exclusive = isOwnSet && !(own instanceof Unknown) ? own : listed;
  const contest = separate.find(({ arn }) => exclusive !== null && !exclusive.has(arn));
  if (contest !== undefined)
    return openList(fight(`${owner.address} (exclusive attachments)`), contest.instance, spots);
  const repeated = own instanceof Unknown ? [] : [...own];
  const kept = repeated.filter(
    (arn) => isOwnSet || (!removed.has(arn) && !group.isElsewhere(arn) && (listed?.has(arn) ?? true)),
  );
  // The exclusive resource attaches what it lists, too.
  const [lister] = instances.separate('aws_iam_role_policy_attachments_exclusive', role, exclusiveNaming).found;
  const arns = new Map<string, Instance>([
    ...[...(listed ?? [])].map((arn) => [arn, lister ?? owner] as const),
    ...kept.map((arn) => [arn, owner] as const),
    ...separate.map(({ arn, instance }) => [arn, instance] as const),
  ]);
  if (!isWhole(owner, instances) && (owner.mode === 'data' || arns.size === 0)) return undefined;
  if (instances.estate.isPartial) return undefined;
  const entries = [...arns].map(([arn, instance]) => spots.mark({ PolicyArn: arn }, instance));
  return spots.mark({ AttachedPolicies: entries }, owner);
}

function openList(
  unknown: Unknown,
  instance: Instance,
  spots: Spots,
): Exclude<Pages<'ListAttachedRolePolicies'>, readonly unknown[]> {
  return spots.mark(openAnswer(unknown), instance);
}

function arnIn(instance: Instance): string {
  return textOf(instance.values['policy_arn']) ?? instance.address;
}

interface Groups {
  readonly byRole: ReadonlyMap<string, readonly Instance[]>;
  /** By account and policy. */
  readonly byPolicy: ReadonlySet<string>;
  readonly open: Instance | null;
}

const groupsOf = new WeakMap<Instances, Groups>();

function readGroups(instances: Instances): Groups {
  const byRole = new Map<string, Instance[]>();
  const byPolicy = new Set<string>();
  let open: Instance | null = null;
  for (const instance of instances.ofType('aws_iam_policy_attachment')) {
    const roles = namesIn(instance.values['roles']);
    if (roles instanceof Unknown) {
      open ??= instance;
      continue;
    }
    byPolicy.add(`${instance.place.account} ${arnIn(instance)}`);
    for (const name of roles) {
      const key = roleKey(instance, name);
      byRole.set(key, [...(byRole.get(key) ?? []), instance]);
    }
  }
  return { byRole, byPolicy, open };
}

/** `aws_iam_policy_attachment` names all roles of a policy: from every other role it is removed. */
function groupAttachments(
  role: string,
  owner: Instance,
  instances: Instances,
): {
  readonly here: readonly Instance[];
  readonly isElsewhere: (arn: string) => boolean;
  readonly open: Instance | null;
} {
  let groups = groupsOf.get(instances);
  if (groups === undefined) groupsOf.set(instances, (groups = readGroups(instances)));
  const { byRole, byPolicy, open } = groups;
  return {
    here: byRole.get(role) ?? [],
    isElsewhere: (arn) => byPolicy.has(`${owner.place.account} ${arn}`),
    open,
  };
}
