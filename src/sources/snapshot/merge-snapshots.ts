/**
 * Joins snapshots into one document that is read as they would be together: known or absent beats unreadable, which beats not
 * collected; among equals the newer wins. Answers stay verbatim.
 */
import { canonicalJson } from '../../basics/canonical-json.js';
import { groupBy } from '../../basics/group-by.js';
import { isUnreadable } from '../build/answer.js';
import { secondsOf } from '../../basics/instant.js';
import type { Failed, RawAccount, RawBucket, RawExternalBucket, RawKmsKey, RawSnapshot } from './snapshot-shape.js';

type Entry = Readonly<Record<string, unknown>>;

function ageOf({ collectedAt }: RawSnapshot): number {
  return (collectedAt === undefined ? null : secondsOf(collectedAt)) ?? -Infinity;
}

/** @param snapshots - checked */
export function mergeSnapshots(snapshots: readonly RawSnapshot[]): RawSnapshot {
  // The first of two answers that are equally good is kept.
  const newestFirst = [...snapshots].sort((a, b) => ageOf(b) - ageOf(a));
  // What is joined is as old as its oldest part.
  const collectedAt = newestFirst.filter(({ collectedAt: time }) => time !== undefined).at(-1)?.collectedAt;
  const external = mergeByName(
    newestFirst.flatMap(({ externalBuckets = [] }) => externalBuckets),
    (bucket: RawExternalBucket) => bucket.Name,
  );
  const collections = newestFirst.flatMap(({ collection }) => (collection === undefined ? [] : [collection as Entry]));
  return {
    format: 'replint-snapshot/1',
    ...(collectedAt === undefined ? {} : { collectedAt }),
    ...(collections.length === 0 ? {} : { collection: mergeCollections(collections) }),
    accounts: [
      ...groupBy(
        newestFirst.flatMap(({ accounts }) => accounts),
        ({ id }) => id,
      ),
    ]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, entries]) => mergeAccounts(entries)),
    ...(external.length === 0 ? {} : { externalBuckets: external }),
  };
}

/** More than one entry remains only where organizations contradict each other, which is judged level by level. */
function mergeAccounts(entries: readonly RawAccount[]): readonly RawAccount[] {
  const all = <T>(list: (entry: RawAccount) => readonly T[] | undefined): readonly T[] =>
    entries.flatMap((entry) => list(entry) ?? []);
  const isPresent = (name: keyof RawAccount): boolean => entries.some((entry) => entry[name] !== undefined);
  const isListed = entries.some(({ ListBuckets: answer, buckets }) => buckets !== undefined && !hasFailed(answer));
  const { organization: _organization, ListBuckets, ...rest } = entries.reduce(mergeAnswers);
  const organizations = distinct(
    entries.flatMap(({ organization }) => (organization === undefined ? [] : [{ organization }])),
  );
  const [organization = {}, ...others] = organizations;
  const merged: RawAccount = {
    ...rest,
    ...organization,
    // Refused to one and answered to another: answered.
    ...(ListBuckets === undefined || (isListed && hasFailed(ListBuckets)) ? {} : { ListBuckets }),
    ...(isPresent('buckets')
      ? {
          buckets: mergeByName(
            all(({ buckets }) => buckets),
            (bucket: RawBucket) => bucket.Name,
          ),
        }
      : {}),
    ...(isPresent('roles') ? { roles: distinct(all(({ roles }) => roles)) } : {}),
    ...(isPresent('policies') ? { policies: distinct(all(({ policies }) => policies)) } : {}),
    ...(isPresent('keys')
      ? {
          keys: mergeByName(
            all(({ keys }) => keys),
            keyName,
          ),
        }
      : {}),
    ...(isPresent('jobs') ? { jobs: distinct(all(({ jobs }) => jobs)) } : {}),
    ...(isPresent('ListJobs') ? { ListJobs: distinct(all(({ ListJobs: pages }) => asPages(pages))) } : {}),
    ...(isPresent('ListAliases') ? { ListAliases: pagesOf(all(({ ListAliases: pages }) => asPages(pages))) } : {}),
    ...(isPresent('GetAccountAuthorizationDetails')
      ? {
          GetAccountAuthorizationDetails: pagesOf(all(({ GetAccountAuthorizationDetails: pages }) => asPages(pages))),
        }
      : {}),
  };
  const { id, partition } = merged;
  return [merged, ...others.map((each) => ({ id, ...(partition === undefined ? {} : { partition }), ...each }))];
}

function keyName({ Arn, DescribeKey }: RawKmsKey): string {
  return Arn ?? (DescribeKey !== undefined && 'KeyMetadata' in DescribeKey ? (DescribeKey.KeyMetadata.Arn ?? '') : '');
}

/** A role or policy is told by several answers that belong together: readings that differ stand side by side. */
function distinct<T>(entries: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return entries.filter((entry) => {
    const text = canonicalJson(entry);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

function mergeByName<T extends object>(entries: readonly T[], nameOf: (entry: T) => string): readonly T[] {
  // An entry without a name stands for itself.
  return [...groupBy(entries, (entry, index) => nameOf(entry) || `${index}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, same]) => same.reduce((first, second) => mergeAnswers(first, second)));
}

/** Answer by answer; an answer that failed gives way to one that did not. */
function mergeAnswers<T extends object>(first: T, second: T): T {
  const merged = { ...first } as Record<string, unknown>;
  for (const [name, answer] of Object.entries(second)) {
    if (answer === undefined) continue;
    const own = Object.hasOwn(merged, name) ? merged[name] : undefined;
    if (own === undefined || (hasFailed(own) && !hasFailed(answer))) merged[name] = answer;
  }
  // Every member is one of the first's or of the second's, so that the shape is kept.
  return merged as T;
}

function hasFailed(answer: unknown): answer is Failed {
  return typeof answer === 'object' && answer !== null && isUnreadable(answer);
}

function asPages<T>(pages: T | readonly T[] | undefined): readonly T[] {
  return pages === undefined ? [] : Array.isArray(pages) ? (pages as readonly T[]) : [pages as T];
}

function pagesOf<T>(pages: readonly T[]): readonly T[] {
  const read = pages.filter((page) => !hasFailed(page));
  return distinct(read.length === 0 ? pages : read);
}

function mergeCollections(collections: readonly Entry[]): NonNullable<RawSnapshot['collection']> {
  const listed = (name: string): readonly unknown[] =>
    distinct(collections.flatMap((one) => (Array.isArray(one[name]) ? (one[name] as readonly unknown[]) : [])));
  // What one part left to others is not a property of the whole.
  const { outward: _outward, ...first } = collections[0] ?? {};
  return { ...first, listedAccounts: listed('listedAccounts'), problems: listed('problems') } as NonNullable<
    RawSnapshot['collection']
  >;
}
