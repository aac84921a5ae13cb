/** What S3 said itself, added up for each pair. */
import { groupBy } from '../../basics/group-by.js';
import type { Denial, EvidenceTally, S3Evidence } from '../../report/evidence.js';
import type { Pair } from '../shapes/model.js';

/** What concerns one pair, added up. */
export interface Sum {
  from: string | null;
  to: string | null;
  completed: number;
  failed: number;
  missed: number;
  reasons: Map<string, number>;
  lastFailure: string | null;
  lastCompleted: string | null;
  lastFailedKey: string | null;
  denials: Denial[];
  /** Statements that do not say by which rule, where the bucket has several. */
  isShared: boolean;
}

/** Tallies by what they name, so that a pair finds its own at once. */
export class EvidenceIndex {
  readonly #byBucket: ReadonlyMap<string, readonly EvidenceTally[]>;
  readonly #byDestination: ReadonlyMap<string, readonly EvidenceTally[]>;
  readonly #byRole: ReadonlyMap<string, readonly EvidenceTally[]>;
  readonly #changes: ReadonlyMap<string, string>;
  readonly #rulesOf: ReadonlyMap<string, number>;

  constructor(evidence: S3Evidence, pairs: readonly Pair[]) {
    const named = (name: (tally: EvidenceTally) => string | null): ReadonlyMap<string, readonly EvidenceTally[]> =>
      groupBy(
        evidence.tallies.filter((tally) => name(tally) !== null),
        (tally) => name(tally) ?? '',
      );
    this.#byBucket = named(({ bucket }) => bucket);
    this.#byDestination = named(({ bucket, destination }) => (bucket === null ? destination : null));
    this.#byRole = named(({ bucket, destination, role }) => (bucket === null && destination === null ? role : null));
    this.#changes = new Map(evidence.changes.map(({ subject, time }) => [subject, time]));
    this.#rulesOf = new Map([...groupBy(pairs, ({ source }) => source.name)].map(([name, of]) => [name, of.length]));
  }

  /** Null where nothing was said about the pair. */
  sumOf(pair: Pair): Sum | null {
    const { source, destination, role } = pair;
    const sum = emptySum();
    for (const tally of this.#byBucket.get(source.name) ?? []) {
      const isOther =
        (tally.replicationRule !== null && tally.replicationRule !== pair.id) ||
        (tally.destination !== null && tally.destination !== destination.name) ||
        (tally.role !== null && !isRole(pair, tally.role));
      if (isOther) continue;
      add(sum, tally, tally.replicationRule === null && (this.#rulesOf.get(source.name) ?? 0) > 1);
    }
    for (const tally of this.#byDestination.get(destination.name) ?? [])
      if (tally.role === null || isRole(pair, tally.role)) add(sum, tally, false);
    for (const tally of role.arn === null ? [] : (this.#byRole.get(role.arn) ?? [])) add(sum, tally, false);
    return sum.completed + sum.failed + sum.missed === 0 ? null : sum;
  }

  /** RFC 3339 of the newest change of anything that decides about the pair; null = none was said. */
  lastChangeOf({ source, destination, role, kms: { sourceKeys, replicaKeys } }: Pair): string | null {
    const names = [
      source.name,
      destination.name,
      `arn:aws:s3:::${source.name}`,
      `arn:aws:s3:::${destination.name}`,
      role.arn,
      role.arn?.slice(role.arn.lastIndexOf('/') + 1) ?? null,
      ...[...sourceKeys, ...replicaKeys].map(({ arn }) => arn),
    ];
    const times = names.flatMap((name) => (name === null ? [] : (this.#changes.get(name) ?? [])));
    return times.length === 0 ? null : times.reduce((a, b) => (a > b ? a : b));
  }
}

function isRole({ role, estate }: Pair, named: string): boolean {
  if (named === role.arn) return true;
  return !named.startsWith('arn:') && role.arn !== null && estate.roles.get(role.arn)?.id === named;
}

function emptySum(): Sum {
  return {
    from: null,
    to: null,
    completed: 0,
    failed: 0,
    missed: 0,
    reasons: new Map(),
    lastFailure: null,
    lastCompleted: null,
    lastFailedKey: null,
    denials: [],
    isShared: false,
  };
}

function add(sum: Sum, tally: EvidenceTally, isShared: boolean): void {
  sum.from = pick(sum.from, tally.from, (a, b) => a < b);
  sum.to = pick(sum.to, tally.to, (a, b) => a > b);
  sum.completed += tally.completed;
  sum.failed += tally.failed;
  sum.missed += tally.missed;
  for (const [reason, count] of Object.entries(tally.reasons))
    sum.reasons.set(reason, (sum.reasons.get(reason) ?? 0) + count);
  const isLater = pick(sum.lastFailure, tally.lastFailure, (a, b) => a > b) !== sum.lastFailure;
  if (isLater || sum.lastFailedKey === null) sum.lastFailedKey = tally.lastFailedKey ?? sum.lastFailedKey;
  sum.lastFailure = pick(sum.lastFailure, tally.lastFailure, (a, b) => a > b);
  sum.lastCompleted = pick(sum.lastCompleted, tally.lastCompleted, (a, b) => a > b);
  for (const each of tally.denials) sum.denials.push(each);
  if (isShared && tally.failed > 0) sum.isShared = true;
}

function pick(one: string | null, other: string | null, isFirst: (a: string, b: string) => boolean): string | null {
  if (one === null || other === null) return one ?? other;
  return isFirst(one, other) ? one : other;
}
