import { isAccountId } from '../../basics/aws-names.js';
import { type AccountListFault, InvalidAccountList } from '../errors.js';
import type { AccountTarget } from '../model.js';

export function accountOfRole(arn: string): string | null {
  return /^arn:[a-z-]+:iam::(\d{12}):role\/[^\s]+$/.exec(arn)?.[1] ?? null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(entry: Record<string, unknown>, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = Object.hasOwn(entry, name) ? entry[name] : undefined;
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}

/** Account id and role name or ARN to what is taken there; null where that cannot be. */
function targetOf(
  account: string | null,
  role: string | null,
  partition: string,
): Omit<AccountTarget, 'externalId'> | null {
  if (role !== null && role.startsWith('arn:')) {
    const id = accountOfRole(role);
    return id === null || (account !== null && account !== id) ? null : { id, roleArn: role };
  }
  if (account === null || !isAccountId(account)) return null;
  if (role === null) return null;
  return /^[\w+=,.@/-]{1,512}$/.test(role)
    ? { id: account, roleArn: `arn:${partition}:iam::${account}:role/${role}` }
    : null;
}

const known = new Set([
  'account',
  'account_id',
  'id',
  'role',
  'roleArn',
  'role_arn',
  'externalId',
  'external_id',
  'name',
  'tags',
]);

/**
 * The accounts of an accounts file: a list, or a list under `accounts`. An entry is a role ARN, an account id (then `defaultRole` names
 * the role), or an object of `account`, `role` (name or ARN) and `externalId`.
 * @param parsed - JSON or YAML, parsed
 * @throws {InvalidAccountList} with every fault
 */
export function readAccountList(
  parsed: unknown,
  {
    partition = 'aws',
    defaultRole = null,
    externalId = null,
  }: { partition?: string; defaultRole?: string | null; externalId?: string | null } = {},
): readonly AccountTarget[] {
  const base = isObject(parsed) && parsed['accounts'] !== undefined ? ['accounts'] : [];
  const list = isObject(parsed) ? parsed['accounts'] : parsed;
  if (!Array.isArray(list)) {
    throw new InvalidAccountList([{ path: base, message: 'It must be a list, or have one under `accounts`.' }]);
  }
  const faults: AccountListFault[] = [];
  const targets = (list as readonly unknown[]).map((entry, index): AccountTarget | null => {
    const fault = (text: string, ...path: readonly string[]): null => {
      faults.push({ path: [...base, index, ...path], message: `Entry ${index + 1}: ${text}` });
      return null;
    };
    // YAML reads an account id without quotes as a number, and loses leading zeros.
    if (typeof entry === 'number') return fault('an account id must stand in quotes.');
    if (typeof entry === 'string') {
      const target = entry.startsWith('arn:')
        ? targetOf(null, entry, partition)
        : targetOf(entry, defaultRole, partition);
      return target === null
        ? fault('a role ARN is expected, or an account id together with the name of a role.')
        : { ...target, externalId };
    }
    if (!isObject(entry)) return fault('a role ARN, an account id or an object is expected.');
    const unknown = Object.keys(entry).find((name) => !known.has(name));
    if (unknown !== undefined) return fault(`\`${unknown}\` is not known here.`, unknown);
    const number = ['account', 'account_id', 'id'].find((name) => typeof entry[name] === 'number');
    if (number !== undefined) return fault('an account id must stand in quotes.', number);
    const role = textOf(entry, 'roleArn', 'role_arn', 'role') ?? defaultRole;
    const target = targetOf(textOf(entry, 'account', 'account_id', 'id'), role, partition);
    if (target === null) return fault('account and role do not lead to a role ARN.');
    return { ...target, externalId: textOf(entry, 'externalId', 'external_id') ?? externalId };
  });
  const seen = new Set<string>();
  for (const [index, target] of targets.entries()) {
    const id = target?.id ?? null;
    if (id !== null && seen.has(id)) faults.push({ path: [...base, index], message: `Account ${id} is listed twice.` });
    if (id !== null) seen.add(id);
  }
  if (targets.length === 0) faults.push({ path: base, message: 'It is empty.' });
  if (faults.length > 0) throw new InvalidAccountList(faults);
  return targets.filter((target) => target !== null);
}
