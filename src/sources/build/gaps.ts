/** Accounts of which not everything was listed, and code that makes nobody knows what: what is then not in an input is not known to be missing. */
import { at, errorOf, isUnreadable } from './answer.js';
import { type Missing, type Origin, unreadable } from '../../estate/fact.js';
import type { Gap } from '../../estate/model.js';
import type { RawSnapshot } from '../snapshot/snapshot-shape.js';

/** Problems of a collection that hide buckets, with what they are; others stand in the answers themselves. */
const hiding: ReadonlyMap<string, Gap['kind']> = new Map([
  ['account', 'account'],
  ['credentials', 'account'],
  ['interrupted', 'account'],
  ['instances', 'instances'],
  ['settings', 'settings'],
  ['code', 'code'],
]);

export class Gaps {
  /** Nothing of the account was listed: another input may list it. */
  readonly #unlisted: Gap[] = [];
  /** Ended early, or code of which nobody knows what it makes: nobody can say what was missed. */
  readonly #cut: Gap[] = [];
  readonly #listed = new Set<string | null>();

  addSnapshot({ accounts, collection }: RawSnapshot, root: Origin): void {
    for (const [index, { id, ListBuckets: answer, buckets }] of accounts.entries()) {
      if (answer !== undefined && isUnreadable(answer)) {
        const { Code: code, Message: message = '' } = errorOf(answer);
        const origin = at(root, 'accounts', index, 'ListBuckets');
        this.#unlisted.push({ kind: 'account', account: id, code, message, origin });
      } else if (buckets !== undefined) {
        this.#listed.add(id);
      }
    }
    for (const [index, problem] of (collection?.problems ?? []).entries()) {
      const kind = hiding.get(problem.kind);
      if (kind === undefined) continue;
      const { code, message = '', account = null } = problem;
      const gap = { kind, account, code, message, origin: at(root, 'collection', 'problems', index) };
      (problem.kind === 'account' ? this.#unlisted : this.#cut).push(gap);
    }
  }

  /** Who owns a bucket that nobody listed: where the lists of accounts of the run were refused, one of them may. Null = none was. */
  ownerUnread(): Missing | null {
    const refused = this.#unlisted.filter(({ account }) => account !== null && !this.#listed.has(account));
    const [first] = refused;
    if (first === undefined) return null;
    const accounts = [...new Set(refused.map(({ account }) => account))].sort();
    const ofAccounts = `account${accounts.length > 1 ? 's' : ''} ${accounts.slice(0, 3).join(', ')}`;
    const more = accounts.length > 3 ? ` and ${accounts.length - 3} more` : '';
    return {
      ...unreadable('ListBuckets', first.code, first.message, first.origin),
      hint: {
        what: 'Which account owns bucket {subject} is not known.',
        how: `Allow the auditor to call ListBuckets (permission s3:ListAllMyBuckets) in ${ofAccounts}${more}, or collect the account that owns the bucket.`,
      },
    };
  }

  /** One for each kind, account and code. */
  open(): readonly Gap[] {
    const open = [...this.#unlisted.filter(({ account }) => !this.#listed.has(account)), ...this.#cut];
    const byIdentity = new Map(
      open.toReversed().map((gap) => [JSON.stringify([gap.kind, gap.account, gap.code]), gap]),
    );
    return [...byIdentity.values()].toReversed();
  }
}
