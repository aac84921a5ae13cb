/** Roles, the policies that any stack depends on them, and managed policies. */
import { roleArn as arnOfRole } from '../../../estate/arn.js';
import { shortList } from '../../../basics/short-list.js';
import { addressesIn, nameStandIns } from '../../../basics/stand-in.js';
import { Unknown, type Value } from '../../terraform/model.js';
import { isList, isMap, isUnset, textOf } from '../../terraform/values.js';
import { declared, type Declared, type Facts } from './facts.js';
import { type Attached, managedPolicy, type RoleDraft, roleFacts, type Stranger, strangerFacts } from './role-facts.js';
import { sayAnybodys } from '../unseen-parts.js';
import { hasOpenText, policyArn, roleArn, roleName } from '../values/names.js';

/** Roles of all stacks, by account and name. */
export class Roles {
  readonly #roles = new Map<string, RoleDraft>();
  readonly #strangers = new Map<string, Stranger & { readonly facts: Facts; readonly by: Declared }>();
  readonly #facts: { readonly facts: Facts; readonly key: string }[] = [];

  addRoles(facts: Facts): void {
    const { account, existing } = facts.scope.stack.placement;
    for (const one of declared(facts, ['AWS::IAM::Role'])) {
      const name = roleName(one);
      const key = keyOf(account, name);
      const first = this.#roles.get(key);
      if (first !== undefined) {
        leaveContested(first, one);
        continue;
      }
      const arn = roleArn(one);
      const isThere = existing?.roleArn(account, name) === arn;
      if (hasOpenText(name)) sayAnybodys(one, 'its name', name, 'role');
      const draft: RoleDraft = { one, arn, isThere, inline: [], managed: [], open: null, clash: null };
      const policies = one.properties['Policies'];
      if (policies instanceof Unknown) draft.open = policies;
      if (isList(policies)) {
        for (const each of policies) {
          if (each instanceof Unknown) draft.open = each;
          if (isMap(each))
            draft.inline.push({
              name: textOf(each['PolicyName']) ?? one.address,
              document: each['PolicyDocument'],
              by: one,
            });
        }
      }
      const managed = one.properties['ManagedPolicyArns'];
      if (managed instanceof Unknown) draft.open = managed;
      if (isList(managed)) for (const each of managed.map((each) => textOf(each) ?? '')) draft.managed.push(each);
      this.#roles.set(key, draft);
      this.#facts.push({ facts, key });
    }
  }

  /** Policies that are resources of their own. After all roles. */
  addPolicies(facts: Facts): void {
    for (const one of declared(facts, ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy'])) {
      const { properties, address } = one;
      const names = one.resource.type === 'AWS::IAM::Policy' ? properties['Roles'] : listOfOne(properties['RoleName']);
      const policy: Attached = {
        name: textOf(properties['PolicyName']) ?? address,
        document: properties['PolicyDocument'],
        by: one,
      };
      this.#attach(facts, names, one, {
        toRole: (role) => role.inline.push(policy),
        toStranger: (stranger) => stranger.inline.push(policy),
      });
    }
    for (const one of declared(facts, ['AWS::IAM::ManagedPolicy'])) {
      const arn = policyArn(one);
      this.#attach(facts, one.properties['Roles'], one, {
        toRole: (role) => role.managed.push(arn),
        toStranger: (stranger) => stranger.managed.push(arn),
      });
      facts.drafts.accountOf(facts.scope.stack.placement).policies.push(managedPolicy(one, arn));
    }
  }

  finish(): void {
    for (const { facts, key } of this.#facts) {
      const draft = this.#roles.get(key);
      if (draft === undefined) continue;
      sayWhatStays(draft, facts);
      facts.drafts.accountOf(facts.scope.stack.placement).roles.push(roleFacts(draft));
    }
    for (const { facts, by, ...stranger } of this.#strangers.values())
      facts.drafts.accountOf(facts.scope.stack.placement).roles.push(strangerFacts(stranger, by));
  }

  #attach(
    facts: Facts,
    names: Value | undefined,
    by: Declared,
    to: { readonly toRole: (role: RoleDraft) => void; readonly toStranger: (role: Stranger) => void },
  ): void {
    const { account, partition, existing } = facts.scope.stack.placement;
    if (isUnset(names)) return;
    if (names instanceof Unknown || !isList(names)) {
      const open = names instanceof Unknown ? names : new Unknown('Roles', 'it is not a list');
      this.#leaveOpen(account, open);
      sayAnybodys(by, ownerOf(by), open.address, 'role');
      return;
    }
    for (const each of names) {
      const name = textOf(each);
      if (name === null) continue;
      const key = keyOf(account, name);
      const role = this.#roles.get(key);
      const [address] = addressesIn(name);
      if (role !== undefined) to.toRole(role);
      // Whose role an import or a parameter names is not known.
      else if (address !== undefined) {
        this.#leaveOpen(
          account,
          new Unknown(address, 'a policy of the template is attached to the role that it names'),
        );
        sayAnybodys(by, ownerOf(by), name, 'role');
      } else {
        const arn = existing?.roleArn(account, name) ?? arnOfRole(partition, account, name);
        const stranger = this.#strangers.get(key) ?? { facts, by, arn, inline: [], managed: [] };
        this.#strangers.set(key, stranger);
        to.toStranger(stranger);
      }
    }
  }

  /** Something else sets policies of a role of the account. */
  leaveOpen(account: string, open: Unknown, isMeant: (roleName: string) => boolean): void {
    for (const role of this.#rolesOf(account)) if (isMeant(roleName(role.one))) role.clash ??= open;
  }

  /** A policy depends on a role that nobody can name: on any of the account. */
  #leaveOpen(account: string, open: Unknown): void {
    for (const role of this.#rolesOf(account)) role.open ??= open;
  }

  #rolesOf(account: string): readonly RoleDraft[] {
    return [...this.#roles.values()].filter(({ one }) => one.scope.stack.placement.account === account);
  }
}

function ownerOf({ resource }: Declared): string {
  return resource.type === 'AWS::IAM::RolePolicy' ? 'its role' : 'one of its roles';
}

function keyOf(account: string, name: string): string {
  return JSON.stringify([account, name]);
}

/** Whether the stack made a policy that it no longer has, only the template that is deployed can tell. */
function sayWhatStays(draft: RoleDraft, { scope: { stack, notes } }: Facts): void {
  const { arn, isThere, inline } = draft;
  const known = new Set(inline.map(({ name }) => name));
  const others = isThere
    ? (stack.placement.existing?.inlinePolicies(arn) ?? []).filter((name) => !known.has(name))
    : [];
  if (others.length === 0) return;
  const [removed] = stack.removedPolicies ?? [];
  if (removed !== undefined)
    draft.open ??= new Unknown(
      `${stack.prefix}${removed}`,
      'this policy is deployed and no longer in the template. CloudFormation deletes it, and what it allowed is not known. Compare with the template that is deployed (aws cloudformation get-template)',
    );
  const policies = `${others.length === 1 ? 'policy' : 'policies'} ${shortList(others, 3)} of role ${nameStandIns(arn)}`;
  notes.say(
    removed === undefined
      ? `${stack.template.text.name} does not have the inline ${policies}. It counts as made by somebody else, and stays. If the stack made it, CloudFormation deletes it: compare with the template that is deployed (aws cloudformation get-template).`
      : `The stack has ${removed}, and ${stack.template.text.name} does not: CloudFormation deletes it. Whether that is the inline ${policies} is not known: compare with the template that is deployed (aws cloudformation get-template).`,
  );
}

/** Names are unique in an account: only one of the two can be there, and nobody knows which. */
function leaveContested(first: RoleDraft, second: Declared): void {
  const [a, b] = [first.one.address, second.address];
  second.scope.notes.say(
    `${a} and ${b} are roles of one name in one account: only one of them can be deployed, and what it allows is not known. Give one another RoleName, or leave the names to CloudFormation.`,
  );
  first.clash = new Unknown(`${a} and ${b}`, 'they have one name, and only one of them can be deployed');
}

function listOfOne(value: Value | undefined): Value | undefined {
  return isUnset(value) || value instanceof Unknown ? value : [value as Value];
}
