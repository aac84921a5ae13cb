/**
 * Policies of the organization that code attaches to accounts, and to what is known to be above them. They are some of those that are
 * attached there: what they deny is denied, and what the others deny is as little known as without them.
 * Source: the provider's documentation, aws_organizations_policy, aws_organizations_policy_attachment; Organizations User Guide, "SCP
 * evaluation", "RCP evaluation".
 */
import { isAccountId } from '../../../../basics/aws-names.js';
import { hasStandIn, nameStandIns, openText } from '../../../../basics/stand-in.js';
import { isAccount } from '../../../../estate/account.js';
import type { RawAccount, RawSnapshot } from '../../../snapshot/snapshot-shape.js';
import { assumedPolicy } from '../../../assumed-organization-policy.js';
import { type Instance, Unknown } from '../../model.js';
import { textOf } from '../../values.js';
import { documentOf } from '../answers.js';
import { type Instances, knownText } from '../instances.js';
import type { Spots } from '../spots.js';
import { OrganizationTree } from './tree.js';

type Levels = 'serviceControlPolicies' | 'resourceControlPolicies';

const levelsOfType: Readonly<Record<string, Levels>> = {
  SERVICE_CONTROL_POLICY: 'serviceControlPolicies',
  RESOURCE_CONTROL_POLICY: 'resourceControlPolicies',
};

/** These bear on S3, and are not judged. */
const unjudged = new Set(['S3_POLICY']);

/** AWS's own, which allow everything. */
const managed = /^p-(?:RCP)?FullAWSAccess$/u;

interface Attached {
  /** Of the policy. */
  readonly address: string;
  readonly levels: Levels;
  readonly target: string;
  readonly policy: object;
  /** Whoever attaches: the management account, or one that acts for it. */
  readonly by: Instance['place'];
}

/** The facts, with the policies at the accounts that the code speaks of; what cannot be placed is said. */
export function withOrganizationPolicies(
  snapshot: RawSnapshot,
  instances: Instances,
  spots: Spots,
): { readonly facts: RawSnapshot; readonly notes: readonly string[] } {
  const tree = new OrganizationTree(instances);
  const notes: string[] = [];
  const attached = attachments(instances, tree, spots, notes);
  if (attached.length === 0) return { facts: snapshot, notes };
  const accounts = [...snapshot.accounts, ...accountsBeside(snapshot, attached, tree)];
  const placed = accounts.map((account) => withPolicies(account, attached, tree));
  for (const note of unplaced(attached, snapshot.accounts, tree)) notes.push(note);
  return { facts: { ...snapshot, accounts: placed }, notes: [...new Set(notes)] };
}

// ---- what is attached ----------------------------------------------------------------------------------------------

function attachments(instances: Instances, tree: OrganizationTree, spots: Spots, notes: string[]): readonly Attached[] {
  const policies = policiesById(instances);
  const used = new Set<Instance>();
  const attached = instances.ofType('aws_organizations_policy_attachment').flatMap((one): readonly Attached[] => {
    const id = knownText(one, 'policy_id');
    const policy = id === null ? undefined : policies.get(id);
    if (policy === undefined) {
      if (id === null || !managed.test(id)) notes.push(unread(one.address, ''));
      return [];
    }
    used.add(policy);
    const target = knownText(one, 'target_id');
    const made = policyOf(policy, tree, spots);
    if (made === null) return [];
    if (target === null || made === 'unread') {
      notes.push(unread(policy.address, target === null ? ' below targets that are not known' : ''));
      return [];
    }
    return [{ ...made, address: policy.address, target, by: one.place }];
  });
  for (const policy of policies.values())
    if (policy.mode === 'managed' && !used.has(policy) && policyOf(policy, tree, spots) !== null)
      notes.push(unread(policy.address, ' where it is attached'));
  return attached;
}

function policiesById(instances: Instances): ReadonlyMap<string, Instance> {
  const all = ['aws_organizations_policy', 'data.aws_organizations_policy'].flatMap((type) => instances.ofType(type));
  return new Map(
    all.flatMap((one) => {
      const id = knownText(one, one.mode === 'data' ? 'policy_id' : 'id');
      return id === null ? [] : [[id, one] as const];
    }),
  );
}

/** Null = it does not bear on S3. */
function policyOf(
  one: Instance,
  tree: OrganizationTree,
  spots: Spots,
): Pick<Attached, 'levels' | 'policy'> | 'unread' | null {
  const { values, address } = one;
  if (values['type'] instanceof Unknown) return 'unread';
  const type = textOf(values['type']) ?? 'SERVICE_CONTROL_POLICY';
  const levels = Object.hasOwn(levelsOfType, type) ? levelsOfType[type] : undefined;
  if (levels === undefined) return unjudged.has(type) || hasStandIn(type) ? 'unread' : null;
  const document = documentOf(
    values['content'],
    `${address}.content`,
    type === 'RESOURCE_CONTROL_POLICY' ? 'resource' : 'identity',
  );
  if (document === null || document instanceof Unknown || tree.isOff(type)) return 'unread';
  const policy = { Name: textOf(values['name']) ?? address, Content: document };
  return { levels, policy: spots.mark(policy, one, [], { Content: ['content'] }) };
}

function unread(address: string, targets: string): string {
  return `${address} is a policy of the organization: what it denies${targets} is not judged. Add a snapshot that holds the organization’s policies.`;
}

// ---- where it counts -----------------------------------------------------------------------------------------------

/** Accounts of which the code says nothing else: other inputs may. */
function accountsBeside(
  { accounts }: RawSnapshot,
  attached: readonly Attached[],
  tree: OrganizationTree,
): readonly RawAccount[] {
  const known = new Set(accounts.map(({ id }) => id));
  const targets = attached.map(({ target }) => target).filter((target) => isAccountId(target));
  const partition = attached[0]?.by.partition ?? 'aws';
  return [...new Set([...targets, ...tree.accounts])]
    .filter((id) => !known.has(id) && attached.some(({ target }) => tree.chainOf(id).targets.includes(target)))
    .map((id) => ({ id, partition }));
}

function withPolicies(account: RawAccount, attached: readonly Attached[], tree: OrganizationTree): RawAccount {
  const { targets } = tree.chainOf(account.id);
  const own = attached.filter(({ target }) => targets.includes(target));
  if (own.length === 0) return account;
  const listed = (kind: Levels): object => {
    const levels = targets.flatMap((target) => {
      const policies = own.filter((each) => each.levels === kind && each.target === target).map(({ policy }) => policy);
      return policies.length === 0 ? [] : [{ target, policies: [...policies, assumedPolicy] }];
    });
    return levels.length === 0 ? {} : { [kind]: levels };
  };
  const isManagement = isManagementAccount(account.id, tree);
  return {
    ...account,
    organization: {
      // A stand-in says that code attaches them, beside whatever else is attached.
      id: openText('the organization of the code'),
      ...(isManagement === null ? {} : { isManagementAccount: isManagement }),
      ...listed('serviceControlPolicies'),
      ...listed('resourceControlPolicies'),
    },
  } as RawAccount;
}

/**
 * Null = it may be. Whoever attaches a policy is no proof: a delegated administrator attaches to the management account, too.
 * Source: Organizations User Guide, "Delegated administrator for AWS Organizations".
 */
function isManagementAccount(account: string, tree: OrganizationTree): boolean | null {
  if (tree.isMember(account)) return false;
  const management = tree.managementAccount;
  if (management === null) return null;
  return differ(account, management) ? false : account === management ? true : null;
}

function differ(one: string, other: string): boolean {
  return one !== other && !hasStandIn(one) && !hasStandIn(other);
}

/** Policies at targets of which nobody can tell whether an account of the facts is below. */
function unplaced(
  attached: readonly Attached[],
  accounts: readonly RawAccount[],
  tree: OrganizationTree,
): readonly string[] {
  return attached.flatMap(({ target, address }) => {
    if (isAccount(target) ? !mayBeAnyOf(accounts, target) : isSettled(accounts, target, tree)) return [];
    return [unread(address, ` below ${nameStandIns(target).slice(0, 80)}`)];
  });
}

/** Whether one of them, of which nobody says what it is, may be the target. */
function mayBeAnyOf(accounts: readonly RawAccount[], target: string): boolean {
  return !accounts.some(({ id }) => id === target) && accounts.some(({ id }) => hasStandIn(id) || hasStandIn(target));
}

/** Whether all accounts are known to be below the target or not. */
function isSettled(accounts: readonly RawAccount[], target: string, tree: OrganizationTree): boolean {
  const isBelowOrNot = (id: string): boolean => {
    const { targets, isWhole } = tree.chainOf(id);
    return isWhole || targets.includes(target);
  };
  if (tree.hasAllAccounts && tree.accounts.every(isBelowOrNot)) return true;
  const spokenOf = accounts.filter(({ buckets, roles }) => (buckets ?? roles) !== undefined);
  return spokenOf.length > 0 && spokenOf.every(({ id }) => isBelowOrNot(id));
}
