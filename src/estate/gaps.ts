/** Accounts of which nothing, or not everything, was listed: what is not in an input for that reason is not known to be missing. */
import { at, isFailed, meansAbsence } from './answer.js';
import type { Origin } from './fact.js';
import type { Gap } from './model.js';
import type { RawSnapshot } from './snapshot-shape.js';

/** Problems of a collection that hide buckets; others stand in the answers themselves. */
const hiding = new Set(['account', 'credentials', 'interrupted']);

export class Gaps {
  private readonly found: (Gap & { readonly isWholeAccount: boolean })[] = [];
  /** Sources whose buckets of an account are in the input, by account. */
  private readonly listed = new Map<string, Set<number>>();

  addSnapshot({ accounts, collection }: RawSnapshot, root: Origin): void {
    for (const [index, { id, ListBuckets: answer, buckets }] of accounts.entries()) {
      const origin = at(root, 'accounts', index, 'ListBuckets');
      if (answer !== undefined && isFailed(answer) && !meansAbsence(answer.Error.Code)) {
        const { Code: code, Message: message = '' } = answer.Error;
        this.found.push({ account: id, code, message, origin, isWholeAccount: true });
      } else if (buckets !== undefined) {
        const sources = this.listed.get(id) ?? new Set<number>();
        this.listed.set(id, sources.add(root.source));
      }
    }
    for (const [index, problem] of (collection?.problems ?? []).entries()) {
      const { kind, code, message = '', account = null } = problem;
      if (!hiding.has(kind)) continue;
      const origin = at(root, 'collection', 'problems', index);
      this.found.push({ account, code, message, origin, isWholeAccount: kind === 'account' });
    }
  }

  /** One for each account and code. An account that another input lists is no gap. */
  open(): readonly Gap[] {
    const seen = new Set<string>();
    const isFirst = ({ account, code }: Gap): boolean => {
      const id = JSON.stringify([account, code]);
      if (seen.has(id)) return false;
      seen.add(id);
      return true;
    };
    return this.found
      .filter(isFirst)
      .filter(({ account, isWholeAccount }) => !(isWholeAccount && account !== null && this.listed.has(account)))
      .map(({ account, code, message, origin }) => ({ account, code, message, origin }));
  }
}
