/**
 * Policies of the organization that a template attaches to accounts. They are some of those that are attached there: what they deny is
 * denied, and what the others deny is as little known as without them.
 * Source: CloudFormation Template Reference, AWS::Organizations::Policy; Organizations User Guide, "SCP evaluation", "RCP evaluation".
 */
import { nameStandIns, openText } from '../../../basics/stand-in.js';
import { isAccount } from '../../../estate/account.js';
import type { RawAccount, RawSnapshot } from '../../snapshot/snapshot-shape.js';
import { assumedPolicy } from '../../assumed-organization-policy.js';
import { Unknown, type Value } from '../../terraform/model.js';
import { isList, isUnset, textOf } from '../../terraform/values.js';
import type { DocumentKind } from '../../terraform/resources/open-statements.js';
import { documentOf } from '../values/documents.js';
import { declared, type Declared, type Facts } from './facts.js';

type Levels = 'serviceControlPolicies' | 'resourceControlPolicies';

const kinds: Readonly<Record<string, { readonly levels: Levels; readonly document: DocumentKind }>> = {
  SERVICE_CONTROL_POLICY: { levels: 'serviceControlPolicies', document: 'identity' },
  RESOURCE_CONTROL_POLICY: { levels: 'resourceControlPolicies', document: 'resource' },
};

interface AttachedPolicy {
  readonly levels: Levels;
  readonly target: string;
  readonly policy: object;
}

/** The facts, with the policies at the accounts that the templates speak of. */
export function withOrganizationPolicies(snapshot: RawSnapshot, all: readonly Facts[]): RawSnapshot {
  const attached = all.flatMap((facts) =>
    declared(facts, ['AWS::Organizations::Policy']).flatMap((one) => attachedBy(one)),
  );
  if (attached.length === 0) return snapshot;
  return { ...snapshot, accounts: snapshot.accounts.map((account) => withPolicies(account, attached)) };
}

function withPolicies(account: RawAccount, attached: readonly AttachedPolicy[]): RawAccount {
  const own = attached.filter(({ target }) => target === account.id);
  if (own.length === 0) return account;
  const levelsOf = (levels: Levels): object => {
    const policies = own.filter((each) => each.levels === levels).map(({ policy }) => policy);
    return policies.length === 0 ? {} : { [levels]: [{ target: account.id, policies: [...policies, assumedPolicy] }] };
  };
  return {
    ...account,
    organization: {
      id: openText('the organization of the template'),
      // Whose the template is says nothing: a delegated administrator attaches to the management account, too.
      ...levelsOf('serviceControlPolicies'),
      ...levelsOf('resourceControlPolicies'),
    },
  } as RawAccount;
}

/** What cannot be placed is said. */
function attachedBy(one: Declared): readonly AttachedPolicy[] {
  const { properties, address, scope, open } = one;
  const type = textOf(properties['Type'] ?? null) ?? '';
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (kind === undefined) {
    if (type === 'S3_POLICY' || type === '' || properties['Type'] instanceof Unknown) sayUnread(one, '');
    return [];
  }
  const document = documentOf(properties['Content'], `${address}.Content`, { marks: scope.marks, kind: kind.document });
  const { accounts, others } = targetsOf(properties['TargetIds']);
  const isUnread = open !== null || document === null || document instanceof Unknown;
  if (isUnread || scope.stack.placement.existing !== undefined) {
    sayUnread(one, '');
    return [];
  }
  if (others !== '') sayUnread(one, others);
  return accounts.map((target) => ({
    levels: kind.levels,
    target,
    policy: { Name: textOf(properties['Name'] ?? null) ?? address, Content: document },
  }));
}

function sayUnread({ address, scope }: Declared, targets: string): void {
  scope.notes.say(
    `${address} is a policy of the organization: what it denies${targets} is not judged. Add a snapshot that holds the organization’s policies.`,
  );
}

function targetsOf(value: Value | undefined): { readonly accounts: readonly string[]; readonly others: string } {
  if (isUnset(value) || !isList(value)) return { accounts: [], others: ' at its targets' };
  const texts = value.map((each) => (each instanceof Unknown ? null : textOf(each)));
  const accounts = texts.filter((each): each is string => each !== null && isAccount(each));
  const others = texts.filter((each) => each === null || !accounts.includes(each));
  const [first] = others;
  if (first === undefined) return { accounts, others: '' };
  return {
    accounts,
    others: ` below ${first === null ? 'targets that are not known' : nameStandIns(first).slice(0, 80)}`,
  };
}
