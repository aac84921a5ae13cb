/** Accounts of which a run did not see everything: what is missing there is not known to be gone. */
import type { RawSnapshot } from '../sources/snapshot/snapshot-shape.js';

export interface Unread {
  readonly account: string;
  readonly reason: string;
}

interface Problem {
  readonly kind: string;
  readonly account: string | null;
  readonly code: string;
  readonly message: string;
}

interface Collection {
  readonly listedAccounts?: readonly string[];
  readonly problems?: readonly Problem[];
}

function collectionOf({ collection }: RawSnapshot): Collection {
  return (collection ?? {}) as Collection;
}

function listBucketsError(parts: readonly RawSnapshot[], id: string): string | null {
  for (const account of parts.flatMap(({ accounts }) => accounts)) {
    const answer = account.id === id ? account.ListBuckets : undefined;
    if (answer !== undefined && 'Error' in answer) {
      return `ListBuckets: ${String((answer.Error as { Code?: unknown }).Code)}`;
    }
  }
  return null;
}

/**
 * @param accounts - ids of all that were to be read
 * @param parts - snapshots of the batches
 * @returns sorted by account
 */
export function unreadAccounts(accounts: readonly string[], parts: readonly RawSnapshot[]): readonly Unread[] {
  const listed = new Set(parts.flatMap((part) => collectionOf(part).listedAccounts ?? []));
  const reasons = new Map<string, string>();
  for (const part of parts) {
    const { problems = [] } = collectionOf(part);
    for (const { kind, account, code, message } of problems) {
      // An end that names no account cuts all of the batch short.
      const cut = account === null ? part.accounts.map(({ id }) => id) : [account];
      for (const id of cut) reasons.set(id, kind === 'account' ? message : `read in part: ${code}: ${message}`);
    }
  }
  return accounts
    .filter((id) => !listed.has(id) || reasons.has(id))
    .map((account) => ({
      account,
      reason: reasons.get(account) ?? listBucketsError(parts, account) ?? 'its batch left no snapshot',
    }))
    .sort((a, b) => (a.account < b.account ? -1 : 1));
}
