/** Roles, the policies that any stack depends on them, and managed policies. */
import { roleArn as arnOfRole } from '../../../estate/arn.js';
import { addressesIn } from '../../../basics/stand-in.js';
import { errorOf } from '../../build/answer.js';
import type { RawManagedPolicy, RawRole } from '../../snapshot/snapshot-shape.js';
import { openAnswer } from '../../terraform/resources/answers.js';
import type { Draft } from '../../terraform/resources/drafts.js';
import { Unknown, type Value } from '../../terraform/model.js';
import { isList, isMap, isUnset, textOf } from '../../terraform/values.js';
import { documentOf } from '../values/documents.js';
import { answerOf, declared, type Declared, type Facts, mark } from './facts.js';
import { policyArn, roleArn, roleName } from '../values/names.js';

interface Attached {
  readonly name: string;
  readonly document: Value | undefined;
  readonly by: Declared;
}

interface RoleDraft {
  readonly one: Declared;
  readonly arn: string;
  readonly inline: Attached[];
  readonly managed: string[];
  open: Unknown | null;
}

/** Roles of all stacks, by account and name. */
export class Roles {
  readonly #roles = new Map<string, RoleDraft>();
  readonly #strangers = new Map<string, { readonly facts: Facts; readonly arn: string; readonly inline: Attached[] }>();
  readonly #facts: { readonly facts: Facts; readonly key: string }[] = [];

  addRoles(facts: Facts): void {
    const { account } = facts.scope.stack.placement;
    for (const one of declared(facts, ['AWS::IAM::Role'])) {
      const key = JSON.stringify([account, roleName(one)]);
      if (this.#roles.has(key)) {
        one.scope.notes.say(
          `Two roles of one account have the name of ${one.address}: the second one cannot be deployed.`,
        );
        continue;
      }
      const draft: RoleDraft = { one, arn: roleArn(one), inline: [], managed: [], open: null };
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
      this.#attach(facts, names, {
        toRole: (role) => role.inline.push(policy),
        toStranger: (arn, key) => {
          const stranger = this.#strangers.get(key) ?? { facts, arn, inline: [] };
          this.#strangers.set(key, stranger);
          stranger.inline.push(policy);
        },
      });
    }
    for (const one of declared(facts, ['AWS::IAM::ManagedPolicy'])) {
      const arn = policyArn(one);
      this.#attach(facts, one.properties['Roles'], {
        toRole: (role) => role.managed.push(arn),
        toStranger: () => undefined,
      });
      facts.drafts.accountOf(facts.scope.stack.placement).policies.push(managedPolicy(one, arn));
    }
  }

  finish(): void {
    for (const { facts, key } of this.#facts) {
      const draft = this.#roles.get(key);
      if (draft !== undefined) facts.drafts.accountOf(facts.scope.stack.placement).roles.push(roleFacts(draft));
    }
    for (const { facts, arn, inline } of this.#strangers.values()) {
      const role = { Arn: arn, GetRolePolicy: inline.map(inlineAnswer) } as Draft<RawRole>;
      const [first] = inline;
      if (first !== undefined) mark(first.by, role);
      facts.drafts.accountOf(facts.scope.stack.placement).roles.push(role);
    }
  }

  #attach(
    facts: Facts,
    names: Value | undefined,
    to: { readonly toRole: (role: RoleDraft) => void; readonly toStranger: (arn: string, key: string) => void },
  ): void {
    const { account, partition } = facts.scope.stack.placement;
    if (isUnset(names)) return;
    if (names instanceof Unknown || !isList(names)) {
      this.#leaveOpen(account, names instanceof Unknown ? names : new Unknown('Roles', 'it is not a list'));
      return;
    }
    for (const each of names) {
      const name = textOf(each);
      if (name === null) continue;
      const key = JSON.stringify([account, name]);
      const role = this.#roles.get(key);
      const [address] = addressesIn(name);
      if (role !== undefined) to.toRole(role);
      // Whose role an import or a parameter names is not known.
      else if (address !== undefined)
        this.#leaveOpen(
          account,
          new Unknown(address, 'a policy of the template is attached to the role that it names'),
        );
      else to.toStranger(arnOfRole(partition, account, name), key);
    }
  }

  /** A policy depends on a role that nobody can name: on any of the account. */
  #leaveOpen(account: string, open: Unknown): void {
    for (const [key, role] of this.#roles)
      if ((JSON.parse(key) as readonly string[])[0] === account) role.open ??= open;
  }
}

function listOfOne(value: Value | undefined): Value | undefined {
  return isUnset(value) || value instanceof Unknown ? value : [value as Value];
}

function roleFacts({ one, arn, inline, managed, open }: RoleDraft): RawRole {
  const { scope, properties, address } = one;
  const trust = documentOf(properties['AssumeRolePolicyDocument'], `${address}.AssumeRolePolicyDocument`, scope.marks);
  const boundary = properties['PermissionsBoundary'];
  const boundaryArn = isUnset(boundary) ? null : textOf(boundary as Value);
  const detail =
    trust instanceof Unknown
      ? trust
      : {
          Role: {
            Arn: arn,
            ...(trust === null ? {} : { AssumeRolePolicyDocument: trust }),
            ...(boundaryArn === null ? {} : { PermissionsBoundary: { PermissionsBoundaryArn: boundaryArn } }),
          },
        };
  const role = {
    Arn: arn,
    GetRole: answerOf(one, detail, 'AssumeRolePolicyDocument'),
    ListRolePolicies: answerOf(one, open ?? { PolicyNames: inline.map(({ name }) => name) }, 'Policies'),
    ...(inline.length === 0 ? {} : { GetRolePolicy: inline.map(inlineAnswer) }),
    ListAttachedRolePolicies: answerOf(
      one,
      open ?? {
        AttachedPolicies: [...new Set(managed)].map((PolicyArn) => ({
          PolicyArn,
          PolicyName: PolicyArn.slice(PolicyArn.lastIndexOf('/') + 1),
        })),
      },
      'ManagedPolicyArns',
    ),
  } as RawRole;
  mark(one, role);
  return role;
}

function inlineAnswer({ name, document, by }: Attached): object {
  const { scope, address, open } = by;
  const text = open ?? documentOf(document, `${address}.PolicyDocument`, scope.marks);
  const answer =
    text instanceof Unknown
      ? { PolicyName: name, Error: errorOf(openAnswer(text)) }
      : { PolicyName: name, PolicyDocument: text ?? { Version: '2012-10-17', Statement: [] } };
  mark(by, answer);
  return answer;
}

function managedPolicy(one: Declared, arn: string): RawManagedPolicy {
  const { properties, address, scope } = one;
  const document = one.open ?? documentOf(properties['PolicyDocument'], `${address}.PolicyDocument`, scope.marks);
  const policy = (
    document === null || document instanceof Unknown
      ? {
          Arn: arn,
          GetPolicyVersion: openAnswer(document ?? new Unknown(`${address}.PolicyDocument`, 'it is not set')),
        }
      : { Arn: arn, PolicyVersionList: [{ Document: document, IsDefaultVersion: true }] }
  ) as RawManagedPolicy;
  mark(one, policy, 'PolicyDocument');
  return policy;
}
