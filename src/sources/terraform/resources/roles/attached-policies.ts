/** Which managed policies are attached to a role after the change. */
import type { RawRole } from '../../../snapshot/snapshot-shape.js';
import { type Instance, Unknown } from '../../model.js';
import { textOf } from '../../values.js';
import { openAnswer } from '../answers.js';
import { type Instances, openOwner } from '../instances.js';
import { exclusiveNaming, exclusiveOf, fight, isLaidOver, isNamedOnly, isWhole, namesIn } from './role-lists.js';
import { roleKey, roleNaming } from './role-naming.js';
import type { Spots } from '../spots.js';

type Pages<Name extends keyof RawRole> = NonNullable<RawRole[Name]>;

export interface AttachedPolicies {
  /** Undefined = not known, and not said: `attached` and `removed` are what the code says of it. */
  readonly list: Exclude<Pages<'ListAttachedRolePolicies'>, readonly unknown[]> | undefined;
  readonly attached: readonly { readonly PolicyArn: string }[];
  /** ARNs of policies that the change detaches. */
  readonly removed: ReadonlySet<string>;
}

interface Attachment {
  readonly arn: string;
  readonly instance: Instance;
}

export function attachedPolicies(role: string, owner: Instance, instances: Instances, spots: Spots): AttachedPolicies {
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
  const removed = new Set([
    ...instances.removed('aws_iam_role_policy_attachment', role, roleNaming).map((instance) => arnIn(instance)),
    ...group.ofOthers,
    ...group.gone,
  ]);
  const exclusive = isOwnSet && !(own instanceof Unknown) ? own : listed;
  const contest = separate.find(({ arn }) => exclusive !== null && !exclusive.has(arn));
  if (contest !== undefined)
    return openList(fight(`${owner.address} (exclusive attachments)`), contest.instance, spots);
  const isLaid = isLaidOver(owner, instances) && !isOwnSet;
  const repeated = isLaid || own instanceof Unknown ? [] : [...own];
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
  const entries = [...arns].map(([arn, instance]) => spots.mark({ PolicyArn: arn }, instance));
  const isKnown = isLaid || isNamedOnly(owner) ? listed !== null : isWhole(owner, instances) || arns.size > 0;
  if (instances.estate.isPartial || !isKnown)
    return { list: undefined, attached: entries, removed: new Set([...removed].filter((arn) => !arns.has(arn))) };
  return { ...nothingMore, list: spots.mark({ AttachedPolicies: entries }, owner) };
}

const nothingMore = { attached: [], removed: new Set<string>() };

function openList(unknown: Unknown, instance: Instance, spots: Spots): AttachedPolicies {
  return { ...nothingMore, list: spots.mark(openAnswer(unknown), instance) };
}

export function arnIn(instance: Instance): string {
  return textOf(instance.values['policy_arn']) ?? instance.address;
}

interface Groups {
  readonly byRole: ReadonlyMap<string, readonly Instance[]>;
  /** By account and policy. */
  readonly byPolicy: ReadonlySet<string>;
  /** Those that the change deletes. */
  readonly goneByRole: ReadonlyMap<string, readonly Instance[]>;
  readonly open: Instance | null;
}

const groupsOf = new WeakMap<Instances, Groups>();

export function groupsIn(instances: Instances): Groups {
  let groups = groupsOf.get(instances);
  if (groups === undefined) groupsOf.set(instances, (groups = readGroups(instances)));
  return groups;
}

function readGroups(instances: Instances): Groups {
  const all = instances.ofType('aws_iam_policy_attachment');
  const isOpen = ({ values }: Instance): boolean => namesIn(values['roles']) instanceof Unknown;
  const known = all.filter((instance) => !isOpen(instance));
  return {
    byRole: groupsByRole(known),
    byPolicy: new Set(known.map((instance) => `${instance.place.account} ${arnIn(instance)}`)),
    goneByRole: groupsByRole(instances.removedOfType('aws_iam_policy_attachment')),
    open: all.find(isOpen) ?? null,
  };
}

function groupsByRole(groups: readonly Instance[]): ReadonlyMap<string, readonly Instance[]> {
  const byRole = new Map<string, Instance[]>();
  for (const instance of groups) {
    const roles = namesIn(instance.values['roles']);
    for (const name of roles instanceof Unknown ? [] : roles) {
      const key = roleKey(instance, name);
      byRole.set(key, [...(byRole.get(key) ?? []), instance]);
    }
  }
  return byRole;
}

/** `aws_iam_policy_attachment` names all roles of a policy: from every other role it is removed. */
function groupAttachments(
  role: string,
  owner: Instance,
  instances: Instances,
): {
  readonly here: readonly Instance[];
  readonly isElsewhere: (arn: string) => boolean;
  /** ARNs of policies that only the named roles keep, of the account. */
  readonly ofOthers: readonly string[];
  /** ARNs of policies that it loses with the resource that attached them. */
  readonly gone: readonly string[];
  readonly open: Instance | null;
} {
  const { byRole, byPolicy, goneByRole, open } = groupsIn(instances);
  return {
    here: byRole.get(role) ?? [],
    isElsewhere: (arn) => byPolicy.has(`${owner.place.account} ${arn}`),
    ofOthers: [...byPolicy]
      .filter((each) => each.startsWith(`${owner.place.account} `))
      .map((each) => each.slice(owner.place.account.length + 1)),
    gone: (goneByRole.get(role) ?? []).map(arnIn),
    open,
  };
}
