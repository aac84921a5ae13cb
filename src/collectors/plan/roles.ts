/** What is read because a replication configuration names a role. */
import { accountOfArn } from '../arn.js';
import type { AccountEntries } from '../entries/account-entries.js';
import type { Entry } from '../entries/entry.js';
import { inlineDocumentsOf, keysNamedIn, managedDocumentsOf } from '../reads/policy-texts.js';
import {
  type AuthorizationDetails,
  getRole,
  hasPolicies,
  isThere,
  managedPoliciesOf,
  readAuthorizationDetails,
  readPolicy,
  readRolePolicies,
  roleNameOf,
  takeDetail,
} from '../reads/roles.js';
import type { KeyPlan } from './keys.js';
import type { CommonParts, OrganizationPlan } from './organizations.js';

/** From here on it is cheaper to ask for all roles of the account than for each of these. */
const rolesWorthDetails = 8;

export class RolePlan {
  readonly #parts: CommonParts;
  readonly #organizations: OrganizationPlan;
  readonly #keys: KeyPlan;
  readonly #uses = new Map<AccountEntries, Set<string>>();
  /** Of accounts outside of this run, by ARN. */
  readonly #foreign = new Set<string>();

  constructor(parts: CommonParts, organizations: OrganizationPlan, keys: KeyPlan) {
    this.#parts = parts;
    this.#organizations = organizations;
    this.#keys = keys;
  }

  get foreign(): readonly string[] {
    return [...this.#foreign].sort();
  }

  follow(arn: string): void {
    const { owners, firsts, tasks } = this.#parts;
    const name = roleNameOf(arn);
    const work = owners.account(accountOfArn(arn));
    if (name !== null && work === undefined) this.#foreign.add(arn);
    if (name === null || work === undefined || !firsts.isFirst(`role ${arn}`)) return;
    const uses = this.#uses.get(work) ?? new Set();
    this.#uses.set(work, uses.add(arn));
    this.#organizations.follow(work);
    tasks.start(() => getRole(work.answers, work.role(arn), name));
  }

  /** When all roles are known: how many there are decides how they are read. */
  readPolicies(): void {
    for (const [work, arns] of this.#uses) {
      this.#parts.tasks.start(() => this.#readPoliciesOf(work, [...arns].sort()));
    }
  }

  async #readPoliciesOf(work: AccountEntries, arns: readonly string[]): Promise<void> {
    await Promise.all(arns.map((arn) => getRole(work.answers, work.role(arn), roleNameOf(arn) ?? '')));
    const existing = arns.filter((arn) => isThere(work.role(arn), arn));
    const open = existing.filter((arn) => !hasPolicies(work.role(arn)));
    const details = open.length < rolesWorthDetails ? null : await readAuthorizationDetails(work.answers);
    await Promise.all(
      existing.map(async (arn) => {
        const role = work.role(arn);
        const detail = details?.roles.get(arn);
        if (!hasPolicies(role)) {
          if (details !== null && detail !== undefined) takeDetail(role, detail, details.asOf);
          else await readRolePolicies(work.answers, role, roleNameOf(arn) ?? '');
        }
        await this.#managedPolicies(work, role, details);
      }),
    );
  }

  async #managedPolicies(work: AccountEntries, role: Entry, details: AuthorizationDetails | null): Promise<void> {
    const arns = managedPoliciesOf(role);
    await Promise.all(
      arns.map(async (arn) => {
        const policy = work.policy(arn);
        const detail = details?.policies.get(arn);
        if (details !== null && detail !== undefined && policy.get('GetPolicy') === undefined) {
          for (const [name, value] of Object.entries(detail))
            if (name !== 'Arn' && value !== undefined) policy.set(name, value, details.asOf);
        }
        await readPolicy(work.answers, policy, arn);
      }),
    );
    const documents = [...inlineDocumentsOf(role), ...arns.flatMap((arn) => managedDocumentsOf(work.policy(arn)))];
    for (const name of documents.flatMap(keysNamedIn)) this.#keys.follow(name, work);
  }
}
