/** Accounts of which nothing, or not everything, was listed: what is not in an input for that reason is not known to be missing. */
import { at, errorOf, isUnreadable } from './answer.js';
import type { Origin } from '../../estate/fact.js';
import type { Gap } from '../../estate/model.js';
import type { RawSnapshot } from '../snapshot/snapshot-shape.js';

/** Problems of a collection that hide buckets; others stand in the answers themselves. */
const hiding = new Set(['account', 'credentials', 'interrupted']);

export class Gaps {
  /** Nothing of the account was listed: another input may list it. */
  readonly #unlisted: Gap[] = [];
  /** Ended early: nobody can say what was missed. */
  readonly #cut: Gap[] = [];
  readonly #listed = new Set<string | null>();

  addSnapshot({ accounts, collection }: RawSnapshot, root: Origin): void {
    for (const [index, { id, ListBuckets: answer, buckets }] of accounts.entries()) {
      if (answer !== undefined && isUnreadable(answer)) {
        const { Code: code, Message: message = '' } = errorOf(answer);
        this.#unlisted.push({ account: id, code, message, origin: at(root, 'accounts', index, 'ListBuckets') });
      } else if (buckets !== undefined) {
        this.#listed.add(id);
      }
    }
    for (const [index, { kind, code, message = '', account = null }] of (collection?.problems ?? []).entries()) {
      if (!hiding.has(kind)) continue;
      const gap = { account, code, message, origin: at(root, 'collection', 'problems', index) };
      (kind === 'account' ? this.#unlisted : this.#cut).push(gap);
    }
  }

  /** One for each account and code. */
  open(): readonly Gap[] {
    const open = [...this.#unlisted.filter(({ account }) => !this.#listed.has(account)), ...this.#cut];
    const byIdentity = new Map(open.toReversed().map((gap) => [JSON.stringify([gap.account, gap.code]), gap]));
    return [...byIdentity.values()].toReversed();
  }
}
