/** Sums of statements. What grows with the input is counts, not lists. */
import type { ChangeEvent, Denial, EvidenceTally, S3Evidence } from '../report/evidence.js';

/** One thing that S3, or CloudTrail, said. */
export interface Statement {
  readonly bucket: string | null;
  readonly destination: string | null;
  readonly replicationRule: string | null;
  readonly role: string | null;
  readonly key: string | null;
  readonly time: string | null;
  readonly outcome: 'completed' | 'failed' | 'missed';
  readonly reason: string | null;
  readonly denial: Omit<Denial, 'count' | 'last'> | null;
}

interface Sum {
  readonly about: Pick<EvidenceTally, 'bucket' | 'destination' | 'replicationRule' | 'role'>;
  from: string | null;
  to: string | null;
  completed: number;
  failed: number;
  missed: number;
  readonly reasons: Map<string, number>;
  lastFailure: string | null;
  lastCompleted: string | null;
  lastFailedKey: string | null;
  readonly denials: Map<string, Denial>;
}

/** Buckets times rules of the largest organizations; what is beyond is counted and named. */
const mostSums = 50_000;
const mostReasons = 60;
const mostChanges = 50_000;

export class Tallies {
  readonly #sums = new Map<string, Sum>();
  readonly #changes = new Map<string, ChangeEvent>();
  #beyond = 0;
  readonly #key: string | null;

  /** @param key - only statements about objects of this key; null = all */
  constructor(key: string | null = null) {
    this.#key = key;
  }

  add(said: Statement): void {
    if (this.#key !== null && said.key !== this.#key) return;
    const sum = this.#sumOf(said);
    if (sum === null) {
      this.#beyond += 1;
      return;
    }
    const { time, outcome, reason, key, denial } = said;
    sum[outcome] += 1;
    sum.from = earlier(sum.from, time);
    sum.to = later(sum.to, time);
    if (outcome === 'completed') sum.lastCompleted = later(sum.lastCompleted, time);
    if (outcome !== 'failed') return;
    if (later(sum.lastFailure, time) === time || sum.lastFailedKey === null)
      sum.lastFailedKey = key?.slice(0, 1024) ?? sum.lastFailedKey;
    sum.lastFailure = later(sum.lastFailure, time);
    count(sum.reasons, reason ?? 'not named');
    if (denial !== null) addDenial(sum.denials, denial, time);
  }

  addChange(change: ChangeEvent): void {
    const before = this.#changes.get(change.subject);
    if (before === undefined && this.#changes.size >= mostChanges) return;
    if (before === undefined || before.time < change.time) this.#changes.set(change.subject, change);
  }

  #sumOf({ bucket, destination, replicationRule, role }: Statement): Sum | null {
    const id = JSON.stringify([bucket, destination, replicationRule, role]);
    let sum = this.#sums.get(id);
    if (sum === undefined) {
      if (this.#sums.size >= mostSums) return null;
      sum = {
        about: { bucket, destination, replicationRule, role },
        from: null,
        to: null,
        completed: 0,
        failed: 0,
        missed: 0,
        reasons: new Map(),
        lastFailure: null,
        lastCompleted: null,
        lastFailedKey: null,
        denials: new Map(),
      };
      this.#sums.set(id, sum);
    }
    return sum;
  }

  summedUp(notices: readonly string[]): S3Evidence {
    const beyond =
      this.#beyond === 0
        ? []
        : [`${this.#beyond} statements about further buckets and rules were not counted: there are too many.`];
    return {
      tallies: [...this.#sums.entries()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { about, reasons, denials, ...sum }]) => ({
          ...about,
          ...sum,
          reasons: Object.fromEntries([...reasons].sort(([a], [b]) => (a < b ? -1 : 1))),
          denials: [...denials.values()],
        })),
      changes: [...this.#changes.values()].sort((a, b) => (a.subject < b.subject ? -1 : 1)),
      notices: [...notices, ...beyond],
    };
  }
}

function count(reasons: Map<string, number>, reason: string): void {
  const name = reasons.has(reason) || reasons.size < mostReasons ? reason.slice(0, 100) : 'others';
  reasons.set(name, (reasons.get(name) ?? 0) + 1);
}

function addDenial(denials: Map<string, Denial>, denial: Omit<Denial, 'count' | 'last'>, time: string | null): void {
  const id = JSON.stringify([denial.action, denial.policy, denial.isExplicit, denial.arn]);
  const before = denials.get(id);
  if (before === undefined && denials.size >= mostReasons) return;
  denials.set(id, { ...denial, count: (before?.count ?? 0) + 1, last: later(before?.last ?? null, time) });
}

/** RFC 3339 in UTC, as AWS writes it, sorts as text. */
function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
