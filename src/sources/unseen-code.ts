/** Code of which nobody knows what it makes: in the facts of a reading it is a problem of the collection, and in the report a gap. */
import { stretchesOf } from '../basics/stand-in.js';
import type { Locator, Place } from '../estate/locator.js';
import type { RawSnapshot } from './snapshot/snapshot-shape.js';

/**
 * - `instances`  how often something is made that sets up replication
 * - `code`       what makes it is not in the input
 * - `settings`   how often something is made that a change lays over what is there, where nothing else tells of it
 */
export type UnseenKind = 'instances' | 'code' | 'settings';

export interface UnseenCode {
  readonly kind: UnseenKind;
  /** What people call it; of several in one, some of them. */
  readonly address: string;
  /** A clause: `for_each depends on var.buckets`. */
  readonly why: string;
  readonly place: Place;
}

/** Whether a name has to do with replication or with buckets: of code that is not in the input, nothing but names is known. */
export function speaksOfBuckets(name: string): boolean {
  return /replic/iu.test(name) || namesBuckets(name);
}

function namesBuckets(name: string): boolean {
  return /bucket/iu.test(name) || /S3|(?<![a-z0-9])s3(?![a-z0-9])/u.test(name);
}

/** Copies of pods, caches, databases and their groups: arguments of Kubernetes, ElastiCache, RDS, DMS and MSK. */
const otherCopies =
  /replicas|replica_?(?:count|mode|number|set)|read_?replica|replicate_?source_?db|replication_?(?:factor|group|instance|source_?identifier|subnet|task)/iu;

/** Whether what code is given, by its name, asks for replication of objects. */
export function asksForReplication(name: string): boolean {
  return /replic/iu.test(name) && (!otherCopies.test(name) || namesBuckets(name));
}

/** Whether a text that it is given says no. */
export function saysNo(text: string): boolean {
  return /^(?:|0|false|no|off|disabled)$/iu.test(text);
}

/** A name with parts that are not known, for people: `var.x`, or `"orders-${var.x}"`. */
export function writtenName(name: string): string {
  const all = stretchesOf(name);
  const [first, ...others] = all;
  if (first?.kind === 'stand-in' && others.length === 0) return first.standIn.address;
  return `"${all.map((each) => (each.kind === 'stand-in' ? `\${${each.standIn.address}}` : each.text)).join('')}"`;
}

export type CodeProblem = NonNullable<NonNullable<RawSnapshot['collection']>['problems']>[number];

export function codeProblem({ kind, address, why }: Omit<UnseenCode, 'place'>): CodeProblem {
  return { kind, account: null, code: address, message: why };
}

/** The facts with what they do not show. */
export function withUnseenCode(facts: RawSnapshot, problems: readonly CodeProblem[]): RawSnapshot {
  return problems.length === 0 ? facts : { ...facts, collection: { problems } };
}

const pointerOfProblem = /^\/collection\/problems\/(\d+)(?:\/|$)/u;

/** Follows pointers to these problems, in their order; others as before. */
export function locatorWithUnseenCode(locator: Locator, unseen: readonly UnseenCode[]): Locator {
  if (unseen.length === 0) return locator;
  const placeOf = (pointer: string): Place | undefined => unseen[Number(pointerOfProblem.exec(pointer)?.[1])]?.place;
  return {
    placesOf: (pointers) => {
      const all = [...pointers];
      const places = new Map(locator.placesOf(all.filter((pointer) => placeOf(pointer) === undefined)));
      for (const pointer of all) {
        const place = placeOf(pointer);
        if (place !== undefined) places.set(pointer, place);
      }
      return places;
    },
    excerptOf: locator.excerptOf,
  };
}
