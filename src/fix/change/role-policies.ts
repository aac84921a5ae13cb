/** The identity-based policies of a role in the facts: which of them takes a statement, and where a new one goes. */
import { accountOfArn } from '../../estate/arn.js';
import type { Estate, NamedPolicy, Role } from '../../estate/model.js';
import { statementsOf, nearStatement } from './statement-place.js';
import { isObject, valueAt, withValueAt } from './json-place.js';
import type { RawSnapshot } from '../../sources/snapshot/snapshot-shape.js';
import type { JsonObject } from '../model.js';

/** What policies of our own are called. */
export const ownPolicyName = 'replint-replication';

/** AWS's own policies cannot be edited; one that other roles use is not this role's alone. */
export function isEditable(policy: NamedPolicy, role: Role, estate: Estate): boolean {
  if (policy.document.state !== 'known' || !isObject(policy.document.value.json)) return false;
  if (policy.kind === 'inline') return true;
  if (policy.arn === null || accountOfArn(policy.arn) !== role.account) return false;
  return !isUsedByOthers(policy.arn, role, estate);
}

/** As far as the estate says; a policy of which nothing says who uses it may be used by others. */
export function isUsedByOthers(arn: string, role: Role, estate: Estate): boolean {
  // Only a list of all roles of the account says who else has the policy.
  if (estate.accounts.get(role.account)?.authorizationDetails.state !== 'known') return true;
  for (const other of estate.roles.values()) {
    const { identityPolicies, permissionsBoundary } = other;
    if (permissionsBoundary.state === 'known' && permissionsBoundary.value.arn === arn) return true;
    if (other.arn === role.arn) continue;
    if (identityPolicies.state === 'known' && identityPolicies.value.some((policy) => policy.arn === arn)) return true;
  }
  return false;
}

/** A statement with `${*}` means what it says under the newer language version only. */
function takes(document: JsonObject, statement: JsonObject): boolean {
  return document['Version'] === '2012-10-17' || !JSON.stringify(statement).includes('${');
}

/**
 * The policy that the statement goes into: one that has a statement which takes it in, or an inline policy that is ours, or the only
 * inline policy. Null = a new one.
 */
export function policyFor(statement: JsonObject, role: Role, estate: Estate): NamedPolicy | null {
  if (role.identityPolicies.state !== 'known') return null;
  const editable = role.identityPolicies.value.filter(
    (policy) => isEditable(policy, role, estate) && takes(jsonOf(policy), statement),
  );
  const near = editable.find((policy) => nearStatement(jsonOf(policy), statement) >= 0);
  if (near !== undefined) return near;
  const inline = editable.filter(({ kind }) => kind === 'inline');
  return (
    editable.find(({ name }) => name === ownPolicyName) ??
    (inline.length === 1 && statementsOf(jsonOf(inline[0] as NamedPolicy)).length > 0 ? (inline[0] ?? null) : null)
  );
}

function jsonOf({ document }: NamedPolicy): JsonObject {
  return document.state === 'known' && isObject(document.value.json) ? document.value.json : {};
}

/** The facts with one more inline policy of the role; null where its inline policies are not known. */
export function withInlinePolicy(
  facts: RawSnapshot,
  role: Role,
  { name, document }: { readonly name: string; readonly document: JsonObject },
): RawSnapshot | null {
  const pointer = role.identityPolicies.state === 'known' ? role.identityPolicies.origin.pointer : null;
  if (pointer === null) return null;
  if (pointer.endsWith('/RolePolicyList')) {
    const list = valueAt(facts, pointer);
    const added = { PolicyName: name, PolicyDocument: document };
    return withValueAt(facts, pointer, [...(Array.isArray(list) ? (list as readonly unknown[]) : []), added]);
  }
  if (!pointer.endsWith('/ListRolePolicies')) return null;
  const entry = pointer.slice(0, -'/ListRolePolicies'.length);
  return withAnswers(facts, entry, { name, document });
}

/** Answers operation by operation: the name in the list, the document in an answer of its own. */
function withAnswers(
  facts: RawSnapshot,
  entry: string,
  { name, document }: { readonly name: string; readonly document: JsonObject },
): RawSnapshot {
  const listed = pagesAt(facts, `${entry}/ListRolePolicies`);
  const [last, ...others] = [...listed].reverse();
  const names: readonly unknown[] = isObject(last) && Array.isArray(last['PolicyNames']) ? last['PolicyNames'] : [];
  const pages = [...others.reverse(), { ...(isObject(last) ? last : {}), PolicyNames: [...names, name] }];
  const answers = pagesAt(facts, `${entry}/GetRolePolicy`);
  const withName = withValueAt(facts, `${entry}/ListRolePolicies`, pages);
  return withValueAt(withName, `${entry}/GetRolePolicy`, [...answers, { PolicyName: name, PolicyDocument: document }]);
}

function pagesAt(facts: RawSnapshot, pointer: string): readonly unknown[] {
  const pages = valueAt(facts, pointer);
  return pages === undefined ? [] : Array.isArray(pages) ? (pages as readonly unknown[]) : [pages];
}

/** The facts with one customer managed policy more, attached to the role; null where its attachments are not known. */
export function withManagedPolicy(
  facts: RawSnapshot,
  role: Role,
  { arn, document }: { readonly arn: string; readonly document: JsonObject },
): RawSnapshot | null {
  const entry = role.origin?.pointer;
  if (entry === undefined) return null;
  const account = /^\/accounts\/\d+/u.exec(entry)?.[0];
  const attached = attachedPointer(facts, entry);
  if (account === undefined || attached === null) return null;
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const policies = pagesAt(facts, `${account}/policies`);
  const policy = {
    PolicyName: name,
    Arn: arn,
    DefaultVersionId: 'v1',
    PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: document }],
  };
  const withPolicy = withValueAt(facts, `${account}/policies`, [...policies, policy]);
  const list = valueAt(facts, attached);
  const more = [...(Array.isArray(list) ? (list as readonly unknown[]) : []), { PolicyName: name, PolicyArn: arn }];
  return withValueAt(withPolicy, attached, more);
}

function attachedPointer(facts: RawSnapshot, entry: string): string | null {
  if (valueAt(facts, `${entry}/AttachedManagedPolicies`) !== undefined) return `${entry}/AttachedManagedPolicies`;
  const pages = valueAt(facts, `${entry}/ListAttachedRolePolicies`);
  if (pages === undefined) {
    // An element of a list that says nothing of attachments has none.
    return valueAt(facts, `${entry}/AssumeRolePolicyDocument`) === undefined
      ? null
      : `${entry}/AttachedManagedPolicies`;
  }
  return `${entry}/ListAttachedRolePolicies${Array.isArray(pages) ? `/${pages.length - 1}` : ''}/AttachedPolicies`;
}

/** All identity-based policies of the role replaced by one inline policy. */
export function withOnlyPolicy(facts: RawSnapshot, role: Role, document: JsonObject): RawSnapshot | null {
  const entry = role.origin?.pointer;
  if (entry === undefined) return null;
  if (valueAt(facts, `${entry}/AssumeRolePolicyDocument`) !== undefined) {
    const inline = withValueAt(facts, `${entry}/RolePolicyList`, [
      { PolicyName: ownPolicyName, PolicyDocument: document },
    ]);
    return withValueAt(inline, `${entry}/AttachedManagedPolicies`, []);
  }
  const names = withValueAt(facts, `${entry}/ListRolePolicies`, { PolicyNames: [ownPolicyName] });
  const own = { PolicyName: ownPolicyName, PolicyDocument: document };
  const answers = withValueAt(names, `${entry}/GetRolePolicy`, [own]);
  return withValueAt(answers, `${entry}/ListAttachedRolePolicies`, { AttachedPolicies: [] });
}
