/** The walk of requests for what a report lists, as part of the report: reporters need no second way to it. */
import { locateExplanation } from './engine/audit.js';
import type { EngineSettings } from './engine/model.js';
import { bucketNamed } from './estate/bucket-named.js';
import type { Estate } from './estate/model.js';
import { explain } from './judge.js';
import { withNames } from './report/named.js';
import type { Report, Verdict } from './report/model.js';
import type { Joined } from './sources/join-readings.js';

/** Which source buckets are explained: none, all, or the worst ones as far as a page can hold them. */
export type WhichExplanations = 'none' | 'worst' | 'all';

/** Source buckets that `worst` explains at most; those that have a fault go first. */
export const mostExplained = 100;

const urgency: Readonly<Record<Verdict, number>> = {
  fails: 0,
  partly: 1,
  unknown: 2,
  skipped: 3,
  replicates: 4,
  disabled: 5,
};

/** The report with `explanations`. */
export function explainReport(
  report: Report,
  { estate, locators }: Joined,
  { which, settings }: { readonly which: WhichExplanations; readonly settings: EngineSettings },
): Report {
  if (which === 'none') return report;
  const names = which === 'all' ? bucketsOf(report) : bucketsOf(report).slice(0, mostExplained);
  const explanations = [...names]
    .sort()
    .map((name) => bucketNamed(estate, name))
    .filter((bucket) => isReadable(estate, bucket))
    .map((bucket) =>
      withNames(
        locateExplanation(
          explain(estate, { bucket, key: null, objectClass: null, bucketKey: null, replicationRule: null, settings }),
          locators,
        ),
      ),
    );
  return { ...report, explanations };
}

/** The worst first; each once. */
function bucketsOf({ replication }: Report): readonly string[] {
  const worst = new Map<string, number>();
  for (const { source, verdict } of replication)
    worst.set(source.bucket, Math.min(worst.get(source.bucket) ?? urgency.disabled, urgency[verdict]));
  return [...worst].sort(([, one], [, other]) => one - other).map(([bucket]) => bucket);
}

function isReadable(estate: Estate, bucket: string): boolean {
  return estate.buckets.get(bucket)?.replication.state === 'known';
}
