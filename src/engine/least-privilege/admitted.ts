/**
 * Whom a statement of a resource policy lets in beside the replication roles: by its principals, and by the conditions that tie them.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal", "AWS global condition context keys".
 */
import { assumedRoleArn, sameText } from '../../policy/index.js';
import { arnFields } from '../../policy/parts.js';
import type { ConditionTest, PrincipalEntry, Statement } from '../../policy/model.js';

export type Admitted =
  /** Every AWS account, or everybody at all. */
  | { readonly kind: 'anyone' }
  | { readonly kind: 'organizations'; readonly names: readonly string[] }
  /** Whole accounts: their own policies then decide who. */
  | { readonly kind: 'accounts'; readonly names: readonly string[] }
  /** Roles, sessions, users. */
  | { readonly kind: 'principals'; readonly names: readonly string[] }
  /** Whoever has an ARN of a pattern; `isOfAnyAccount`: anybody can make such a role. */
  | { readonly kind: 'matching'; readonly names: readonly string[]; readonly isOfAnyAccount: boolean }
  | { readonly kind: 'services'; readonly names: readonly string[] }
  /** Anyone who meets conditions on where a request comes from. */
  | { readonly kind: 'conditional'; readonly names: readonly string[] };

export interface Own {
  /** ARNs of the replication roles that are meant. */
  readonly roles: ReadonlySet<string>;
  /** Account of the bucket or key. */
  readonly account: string | null;
}

/** Empty where only the replication roles are let in. */
export function admittedBeside(statement: Statement, own: Own): readonly Admitted[] {
  const { principals, conditions } = statement;
  if (principals === null) return [];
  const tie = tieOf(conditions);
  const entries: readonly PrincipalEntry[] = principals.not ? [{ kind: 'anyone' }] : principals.entries;
  const admitted: Admitted[] = [];
  if (entries.some(({ kind }) => kind === 'anyone')) for (const each of anyoneWithin(tie, own)) admitted.push(each);
  const accounts = [...new Set(entries.flatMap((entry) => (entry.kind === 'account' ? [entry.account] : [])))];
  if (accounts.length > 0)
    for (const each of tie.arns === null ? foreignAccounts(accounts, own) : matching(tie, own)) admitted.push(each);
  const named = entries.flatMap(nameOf).filter((arn) => !isOfRole(arn, own.roles));
  if (named.length > 0) admitted.push({ kind: 'principals', names: [...new Set(named)] });
  const services = entries.flatMap((entry) => (entry.kind === 'service' ? [entry.service] : []));
  if (services.length > 0) admitted.push({ kind: 'services', names: [...new Set(services)] });
  return admitted;
}

function nameOf(entry: PrincipalEntry): readonly string[] {
  switch (entry.kind) {
    case 'role':
    case 'session':
    case 'user':
    case 'federated-user':
      return [entry.arn];
    case 'canonical-user':
      return [`canonical user ${entry.id}`];
    case 'federated':
      return [entry.provider];
    default:
      return [];
  }
}

function isOfRole(arn: string, roles: ReadonlySet<string>): boolean {
  // One that may be a replication role is not held against the policy.
  const couldBe = (name: string): boolean => sameText(name, arn) !== false;
  return [...roles].some((role) => couldBe(role) || couldBe(assumedRoleArn(role, 's3-replication')));
}

function foreignAccounts(accounts: readonly string[], { account }: Own): readonly Admitted[] {
  // The root of the bucket's or key's own account only leaves the decision to that account's policies.
  const names = accounts.filter((each) => sameText(each, account ?? '') === false);
  return names.length === 0 ? [] : [{ kind: 'accounts', names }];
}

function anyoneWithin(tie: Tie, own: Own): readonly Admitted[] {
  if (tie.arns !== null) return matching(tie, own);
  if (tie.accounts !== null) return foreignAccounts(tie.accounts, own);
  if (tie.organizations !== null) return [{ kind: 'organizations', names: tie.organizations }];
  if (tie.ids !== null) return [{ kind: 'principals', names: tie.ids }];
  return [tie.others.length > 0 ? { kind: 'conditional', names: tie.others } : { kind: 'anyone' }];
}

function matching({ arns, accounts, organizations }: Tie, { roles }: Own): readonly Admitted[] {
  const names = (arns ?? []).filter((arn) => !roles.has(arn));
  if (names.length === 0) return [];
  if (names.every((arn) => !isPattern(arn))) return [{ kind: 'principals', names }];
  const isTied = accounts !== null || organizations !== null;
  const isOfAnyAccount = !isTied && names.some((arn) => isPattern(arnFields(arn)[4] ?? '*'));
  return [{ kind: 'matching', names, isOfAnyAccount }];
}

function isPattern(text: string): boolean {
  return /[*?]|\$\{/u.test(text);
}

// ---- what conditions tie a statement to ---------------------------------------------------------------------------

/** Values that each kind of key is tied to; null = no condition ties it. */
interface Tie {
  readonly arns: readonly string[] | null;
  readonly accounts: readonly string[] | null;
  readonly organizations: readonly string[] | null;
  readonly ids: readonly string[] | null;
  /** Keys of conditions on where a request comes from. */
  readonly others: readonly string[];
}

const keys: Readonly<Record<'arns' | 'accounts' | 'organizations' | 'ids', readonly string[]>> = {
  arns: ['aws:principalarn'],
  accounts: ['aws:principalaccount', 'kms:calleraccount'],
  organizations: ['aws:principalorgid', 'aws:principalorgpaths'],
  ids: ['aws:userid'],
};

const placeKeys = new Set([
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceip',
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourceorgid',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
]);

const positive = new Set(['StringEquals', 'StringEqualsIgnoreCase', 'StringLike', 'ArnEquals', 'ArnLike', 'IpAddress']);

/** A test that holds where the key is missing ties nothing: somebody without credentials has no account and no ARN. */
function isTie({ operator, ifExists, qualifier }: ConditionTest): boolean {
  return positive.has(operator) && !ifExists && qualifier !== 'ForAllValues';
}

function tieOf(conditions: readonly ConditionTest[]): Tie {
  const ties = conditions.filter(isTie);
  const valuesOf = (names: readonly string[]): readonly string[] | null => {
    const tests = ties.filter(
      ({ key, values }) => names.includes(key) && !values.some((value) => /^\*+$/u.test(value)),
    );
    const [first] = tests;
    return first === undefined ? null : first.values;
  };
  return {
    arns: valuesOf(keys.arns),
    // A pattern of account ids is as good as every account.
    accounts: fixed(valuesOf(keys.accounts)),
    organizations: fixed(valuesOf(keys.organizations)),
    ids: valuesOf(keys.ids),
    others: [...new Set(ties.filter(({ key }) => placeKeys.has(key)).map(({ writtenKey }) => writtenKey))],
  };
}

/** Patterns within an organization's paths are fixed by the id they begin with. */
function fixed(values: readonly string[] | null): readonly string[] | null {
  return values?.every((value) => !isPattern(value) || /^o-[a-z\d]+\//u.test(value)) === true ? values : null;
}

/** Whether a service is let in for requests of known accounts or resources only. */
export function isTiedToSource({ conditions }: Statement): boolean {
  return conditions.some((test) => isTie(test) && /^aws:source(?:account|arn|owner|orgid|orgpaths)$/u.test(test.key));
}
