/** What the parts of the page are made from: the report, grouped, with the pairs numbered. */
import type { ExplainedRule } from '../../report/explanation.js';
import type { PatchOwner } from '../../report/patch.js';
import type { Finding, ReplicationEntry, Report } from '../../report/model.js';
import type { ReporterOptions } from '../reporter.js';
import { bySourceBucket } from '../view/by-source-bucket.js';
import { bySeverity, isOpen } from '../view/finding-order.js';
import { type Patches, patchesById, patchesOf } from '../view/patches.js';
import { titlesOf, type Titles } from '../view/titles.js';

/** A replication rule with its place in the page. */
export interface PagePair {
  /** `pair-1` */
  readonly id: string;
  readonly entry: ReplicationEntry;
  /** Open ones first, the gravest first. */
  readonly findings: readonly Finding[];
  /** The walk of its requests; null where the report holds none. */
  readonly walk: ExplainedRule | null;
  /** Who has to change something. */
  readonly owners: readonly PatchOwner[];
}

export interface Page {
  readonly report: Report;
  readonly options: ReporterOptions;
  readonly titles: Titles;
  /** The worst verdict first. */
  readonly pairs: readonly PagePair[];
  /** Findings of a bucket that belong to no single rule, and those that belong to no source bucket. */
  readonly elsewhere: readonly Finding[];
  readonly patches: Patches;
}

export function pageOf(report: Report, options: ReporterOptions): Page {
  const view = bySourceBucket(report);
  const patches = patchesById(report);
  const walks = walksOf(report);
  const pairs = view.sourceBuckets.flatMap((bucket) => bucket.pairs);
  return {
    report,
    options,
    titles: titlesOf(options.rules),
    patches,
    pairs: pairs.map(({ entry, findings }, index) => ({
      id: `pair-${index + 1}`,
      entry,
      findings: ordered(findings),
      walk:
        walks.get(walkId(entry.source.bucket, entry.replicationRule?.index ?? -1, entry.destination?.bucket)) ?? null,
      owners: [
        ...new Set(findings.filter(isOpen).flatMap((each) => patchesOf(each, patches).map(({ owner }) => owner))),
      ].sort(),
    })),
    elsewhere: ordered([...view.sourceBuckets.flatMap(({ findings }) => findings), ...view.elsewhere]),
  };
}

function ordered(findings: readonly Finding[]): readonly Finding[] {
  return [...bySeverity(findings.filter(isOpen)), ...findings.filter((finding) => !isOpen(finding))];
}

function walksOf({ explanations = [] }: Report): ReadonlyMap<string, ExplainedRule> {
  return new Map(
    explanations.flatMap(({ replicationRules }) =>
      replicationRules.map((rule) => [
        walkId(rule.source.bucket, rule.replicationRule.index, rule.destination.bucket),
        rule,
      ]),
    ),
  );
}

function walkId(source: string, index: number, destination: string | undefined): string {
  return JSON.stringify([source, index, destination ?? null]);
}
