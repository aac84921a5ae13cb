/**
 * The reads of every fixture, dropped and refused in turn: fixtures have most of them in common, and each leaves out others. Missing evidence never decides anything: a verdict stays or becomes unknown,
 * and what is unknown says why.
 */
import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import type { Finding, ReplicationEntry, Report, Verdict } from '../../../src/report/model.js';
import { auditOf } from '../../audit-of.js';
import { cases, shapesOf } from '../../rules/cases.mjs';
import { everyNth } from '../../tools/every-nth.js';
import { readsOf, without, type Json, type Read } from './reads.js';

function snapshotsIn(folder: string): readonly (readonly [string, Json])[] {
  const root = new URL(`../../../fixtures/${folder}/`, import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  return files.sort().map((name) => [name, JSON.parse(readFileSync(new URL(name, root), 'utf8')) as Json]);
}

/** Hostile names cost time and have no reads of their own kind. */
const snapshots = [...snapshotsIn('estates'), ...snapshotsIn('conformance')].filter(
  ([name]) => name !== 'hostile-names.json',
);

const numbered = snapshots.map(([name, snapshot], number) => [name, snapshot, number] as const);

function idOf({ source, replicationRule }: ReplicationEntry): string {
  return `${source.bucket} ${replicationRule?.index ?? '-'}`;
}

/** Verdicts by what they are about. */
function verdictsOf({ verdict, aspects, byObjectClass }: ReplicationEntry): ReadonlyMap<string, Verdict> {
  return new Map([['verdict', verdict], ...Object.entries(aspects), ...Object.entries(byObjectClass)]);
}

function unexplained({ replication, findings }: Report): readonly string[] {
  const known = new Map<string, Finding>(findings.map((finding) => [finding.fingerprint, finding]));
  return replication.flatMap((entry) => {
    const { verdict, because, aspects, source } = entry;
    const id = idOf(entry);
    const lost = because.some((fingerprint) => !known.has(fingerprint)) ? [`${id}: because names no finding`] : [];
    const isSilent = because.length === 0 && ['unknown', 'fails', 'partly'].includes(verdict);
    const isAbout = (message: string): boolean => message.includes(source.bucket) || / and \d+ more\./u.test(message);
    const isNamed = findings.some(({ kind, message }) => kind === 'unknown' && isAbout(message));
    const isOpen = Object.values(aspects).includes('unknown') && !isNamed;
    return [
      ...lost,
      ...(isSilent ? [`${id}: ${verdict} without a reason`] : []),
      ...(isOpen ? [`${id}: an aspect is open without a reason`] : []),
    ];
  });
}

/** What was decided and is decided otherwise without some evidence. */
function turned(before: Report, after: Report, reads: readonly Read[]): readonly string[] {
  const entries = new Map(after.replication.map((entry) => [idOf(entry), entry]));
  return before.replication.flatMap((entry) => {
    const now = entries.get(idOf(entry));
    if (now === undefined) return [];
    const verdicts = verdictsOf(now);
    return [...verdictsOf(entry)].flatMap(([about, verdict]) => {
      const left = verdicts.get(about) ?? verdict;
      return left === verdict || left === 'unknown' || isDocumented(reads, now)
        ? []
        : [`${idOf(entry)} ${about}: ${verdict} → ${left}`];
    });
  });
}

/** Two reads leave the verdict as it is without them, which the entry says. */
const assumed: readonly (readonly [string, string])[] = [
  ['organization', 'organization-policies'],
  ['GetBucketRequestPayment', 'bucket-owner-pays'],
];

function isDocumented(reads: readonly Read[], { assumptions }: ReplicationEntry): boolean {
  return assumed.some(
    ([read, name]) => reads.some(({ operation }) => operation === read) && assumptions.includes(name),
  );
}

/** What each kind of operation can be asked about. */
const subjects: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:GetRole|ListRolePolicies|GetRolePolicy|ListAttachedRolePolicies)$/u, /:role\//u],
  [/^GetPolicy/u, /:policy\//u],
  [/^(?:DescribeKey|GetKeyPolicy|ListGrants|ListResourceTags|ListAliases)/u, /(?:key|alias)\//u],
  [/^(?:GetBucket|HeadBucket|GetObjectLock|ListBuckets)/u, /^[a-z\d.-]+$/u],
];

/** A read that is asked of what it does not take: GetRole of a key, ListBuckets of a phrase. */
function misdirected({ findings }: Report): readonly string[] {
  return findings.flatMap(({ message, help }) =>
    [
      ...`${message} ${help}`.matchAll(/\b([A-Z]\w+[a-z]) of (\S+(?: [a-z]\S*)*?)(?:,? (?:was|could)|\.(?: |$))/gu),
    ].flatMap(([, operation = '', subject = '']) => {
      const known = subjects.find(([name]) => name.test(operation));
      return known === undefined || known[1].test(subject) ? [] : [`${operation} is asked of "${subject}"`];
    }),
  );
}

function faultsOf(snapshot: Json, before: Report, reads: readonly Read[]): readonly string[] {
  const after = auditOf(reads.reduce(without, snapshot));
  return [...unexplained(after), ...misdirected(after), ...turned(before, after, reads)].map(
    (fault) => `${reads.map(({ path, way }) => `${path} ${way}`).join(', ')}: ${fault}`,
  );
}

describe('a read that is dropped or refused', () => {
  test.each(numbered)('%s', (_name, snapshot, number) => {
    const before = auditOf(snapshot);
    expect(unexplained(before)).toEqual([]);
    expect(everyNth(5, [...readsOf(snapshot)], number).flatMap((read) => faultsOf(snapshot, before, [read]))).toEqual(
      [],
    );
  });
});

/** Shapes of the rules have settings that few fixtures have: some reads of each, others in each. */
const shapes = Object.keys(cases).flatMap((id, index) =>
  shapesOf(id).map(({ name, failing }, shape) => [`${id}, ${name}`, failing as Json, 7 * index + 11 * shape] as const),
);

describe('a read that is dropped or refused, on what breaks a rule', () => {
  test.each(shapes)('%s', (_name, snapshot, start) => {
    const before = auditOf(snapshot);
    expect(unexplained(before)).toEqual([]);
    expect(everyNth(31, [...readsOf(snapshot)], start).flatMap((read) => faultsOf(snapshot, before, [read]))).toEqual(
      [],
    );
  });
});

describe('several reads that are refused', () => {
  test.each(numbered)('%s', (_name, snapshot, number) => {
    const refused = [...readsOf(snapshot)].filter(({ way }) => way === 'refused');
    const before = auditOf(snapshot);
    // Each with the one that stands half the list further on.
    const pairs = refused.map((read, index) => [read, refused[(index + (refused.length >> 1)) % refused.length]]);
    expect(
      everyNth(9, pairs, number).flatMap((reads) =>
        faultsOf(
          snapshot,
          before,
          reads.filter((read) => read !== undefined),
        ),
      ),
    ).toEqual([]);
  });
});
