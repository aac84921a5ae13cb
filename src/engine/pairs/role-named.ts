/** The role that a replication configuration names. */
import { isRoleArn } from '../../estate/arn.js';
import { absent } from '../../estate/fact.js';
import type { Estate, Role } from '../../estate/model.js';
import { arnFields } from '../../policy/parts.js';
import type { RoleReference } from '../shapes/subjects.js';

/** An empty text names no role. */
export function roleNamed(estate: Estate, arn: string | undefined): RoleReference {
  if (arn === undefined || arn === '') return { arn: null, account: null, role: null, elsewhere: null };
  const account = arnFields(arn)[4] ?? '';
  const role = estate.roles.get(arn) ?? null;
  const namesake = role?.exists.state === 'known' || !isRoleArn(arn) ? null : namesakeOf(estate, arn);
  return {
    arn,
    account: account === '' ? null : account,
    role: namesake === null ? role : notThere(arn, namesake),
    elsewhere: namesake?.arn ?? null,
  };
}

const namesakes = new WeakMap<Estate, ReadonlyMap<string, Role>>();

/**
 * Names of roles are unique in an account whatever their paths, without regard to case: where a role of that name has another path, the
 * one that is named does not exist. Source: IAM User Guide, "IAM and AWS STS quotas" (names) and "IAM identifiers" (paths). Whether STS
 * finds a role whose name is written in other case is not documented: it is not called missing.
 */
function namesakeOf(estate: Estate, arn: string): Role | null {
  let byName = namesakes.get(estate);
  if (byName === undefined) {
    const there = [...estate.roles.values()].filter(({ exists }) => exists.state === 'known');
    byName = new Map(there.map((role) => [nameOf(role.arn), role]));
    namesakes.set(estate, byName);
  }
  const found = byName.get(nameOf(arn)) ?? null;
  return found === null || found.arn.toLowerCase() === arn.toLowerCase() ? null : found;
}

/** `111122223333/replication`, in lower case. */
function nameOf(arn: string): string {
  return `${arnFields(arn)[4] ?? ''}/${arn.slice(arn.lastIndexOf('/') + 1).toLowerCase()}`;
}

function notThere(arn: string, { name, account, origin }: Role): Role {
  const gone = absent('NoSuchEntity', origin);
  return {
    arn,
    name,
    path: arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1),
    id: null,
    account,
    exists: gone,
    trustPolicy: gone,
    identityPolicies: gone,
    permissionsBoundary: gone,
    tags: gone,
    origin,
  };
}
