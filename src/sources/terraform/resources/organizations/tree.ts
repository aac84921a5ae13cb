/**
 * Where accounts stand in their organization, as far as the code says: below which units, and whether all of that is known.
 * Source: the provider's documentation, aws_organizations_account, aws_organizations_organizational_unit, aws_organizations_organization.
 */
import { isAccountId } from '../../../../basics/aws-names.js';
import { partsOf } from '../../../../estate/arn.js';
import { Unknown, type Instance } from '../../model.js';
import { elementsOf, isMap, isUnset, textOf } from '../../values.js';
import { type Instances, knownText } from '../instances.js';

/** AWS allows five levels of units. */
const deepest = 10;

export interface Chain {
  /** The root or unit at the top first, the account last. */
  readonly targets: readonly string[];
  /** Whether it begins at the root, so that nothing else is above the account. */
  readonly isWhole: boolean;
}

const parents = ['aws_organizations_account', 'aws_organizations_organizational_unit'];
const policies = ['aws_organizations_policy'];
const organizations = ['aws_organizations_organization', 'data.aws_organizations_organization'];

export class OrganizationTree {
  /** By what stands below it. */
  readonly #parents = new Map<string, string>();
  readonly #roots = new Set<string>();
  /** Of the root of the only organization there is. */
  readonly #members = new Set<string>();
  /** Made by code, which makes none but members. */
  readonly #made = new Set<string>();
  readonly #managers = new Set<string>();
  readonly #organizations: readonly Instance[];

  constructor(instances: Instances) {
    this.#organizations = organizations.flatMap((type) => instances.ofType(type));
    for (const one of [...policies, ...organizations, ...parents].flatMap((type) => instances.ofType(type))) {
      const manager = partsOf(knownText(one, 'arn') ?? '')?.account ?? knownText(one, 'master_account_id');
      if (manager !== null && manager !== '') this.#managers.add(manager);
    }
    for (const one of this.#organizations) {
      for (const root of idsIn(one, 'roots')) this.#roots.add(root);
      for (const account of idsIn(one, 'accounts')) this.#members.add(account);
    }
    for (const one of parents.flatMap((type) => instances.ofType(type))) this.#place(one);
  }

  #place(one: Instance): void {
    const { id, parent_id: parent } = one.values;
    const own = textOf(id);
    if (own === null) return;
    if (one.type === 'aws_organizations_account') this.#made.add(own);
    // A new account is made at the root.
    const above = isUnset(parent) && one.type === 'aws_organizations_account' ? this.#onlyRoot() : textOf(parent);
    if (above !== null) this.#parents.set(own, above);
    for (const account of idsIn(one, 'accounts')) this.#parents.set(account, own);
  }

  #onlyRoot(): string | null {
    const [first, ...others] = this.#roots;
    return first === undefined || others.length > 0 ? null : first;
  }

  chainOf(account: string): Chain {
    const targets = [account];
    let isWhole = false;
    for (
      let at = this.#parents.get(account);
      at !== undefined && targets.length < deepest;
      at = this.#parents.get(at)
    ) {
      targets.unshift(at);
      if (this.#isRoot(at)) isWhole = true;
    }
    const root = this.#onlyRoot();
    if (!isWhole && root !== null && this.#members.has(account)) targets.unshift(root);
    return { targets, isWhole };
  }

  #isRoot(target: string): boolean {
    return this.#roots.has(target) || /^r-[0-9a-z]{4,32}$/u.test(target);
  }

  /** The one that service control policies do not bind; null = the code does not say. ARNs of an organization begin with it. */
  get managementAccount(): string | null {
    const [only, ...others] = this.#managers;
    return only === undefined || others.length > 0 ? null : only;
  }

  /** All that the code names. */
  get accounts(): readonly string[] {
    const named = [...this.#parents.keys(), ...this.#members, ...this.#made];
    return [...new Set(named)].filter((id) => isAccountId(id));
  }

  /** Whether the code lists all accounts of the organization. */
  get hasAllAccounts(): boolean {
    return this.#members.size > 0;
  }

  isMember(account: string): boolean {
    return this.#made.has(account) && account !== this.managementAccount;
  }

  /** Whether policies of a type are known to be switched off; nobody says so of what is not set. */
  isOff(type: string): boolean {
    return this.#organizations.some(({ values }) => {
      const types = elementsOf(values['enabled_policy_types']);
      return !(types instanceof Unknown) && types.length > 0 && !types.includes(type);
    });
  }
}

function idsIn({ values }: Instance, argument: string): readonly string[] {
  const elements = elementsOf(values[argument]);
  if (elements instanceof Unknown) return [];
  return elements.flatMap((each) => (isMap(each) ? (textOf(each['id']) ?? []) : []));
}
