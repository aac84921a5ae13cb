import { absent, unlistedKey } from './context-keys/define-key.js';
import { kmsKeys } from './context-keys/kms.js';
import { networkKeys } from './context-keys/network.js';
import { otherKeys } from './context-keys/other.js';
import { principalKeys } from './context-keys/principal.js';
import { resourceKeys } from './context-keys/resource.js';
import { s3Keys } from './context-keys/s3.js';
import { serviceKeys } from './context-keys/service.js';
import type { ContextKeyRow, ContextSpec, CallKind } from './model.js';

/** What S3's own calls carry, by condition key: for taking the role, for S3 and for KMS. */
export const contextKeyRows: readonly ContextKeyRow[] = [
  ...principalKeys,
  ...serviceKeys,
  ...networkKeys,
  ...resourceKeys,
  ...otherKeys,
  ...s3Keys,
  ...kmsKeys,
];

const rowsByKey = new Map(contextKeyRows.map((row) => [row.key.toLowerCase(), row]));

/** Longest first, so that the nearest family is found first. */
const families = contextKeyRows
  .filter((row) => /[/:]\*$/.test(row.key))
  .map((row) => ({ prefix: row.key.slice(0, -1).toLowerCase(), row }))
  .sort((a, b) => b.prefix.length - a.prefix.length);

/** The row of a condition key, in whatever case: its own, or that of the nearest family (`aws:PrincipalTag/*`, `kms:*`). */
export function contextKeyRowOf(key: string): ContextKeyRow | null {
  const name = key.toLowerCase();
  return rowsByKey.get(name) ?? families.find(({ prefix }) => name.startsWith(prefix))?.row ?? null;
}

/** What a request carries as the key: absent on actions that do not have it, anything or nothing where no row names the key. */
export function contextSpecOf(key: string, callKind: CallKind, action: string): ContextSpec {
  const row = contextKeyRowOf(key);
  if (row === null) return unlistedKey(key, callKind);
  const carriers = row.actions;
  return carriers === undefined || carriers.includes(action) ? row.callKinds[callKind] : absent;
}

export { unlistedKey };
