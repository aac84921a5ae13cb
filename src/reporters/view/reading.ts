/** What was read and what was not, for the head of every report: what nobody looked at is never folded away. */
import { shortList } from '../../basics/short-list.js';
import type { Finding, Report } from '../../report/model.js';
import { counted } from '../../basics/counted.js';
import { isOpen } from './finding-order.js';

/** Names of a list that are shown before the rest is counted. */
const mostNames = 5;

/** Findings about accounts that were not read, or not wholly: refused, interrupted, credentials that expired. Suppressed ones are accepted. */
export function gapFindings({ input, findings }: Report): readonly Finding[] {
  const gaps = new Set(input.gaps ?? []);
  return gaps.size === 0 ? [] : findings.filter((finding) => gaps.has(finding.fingerprint) && isOpen(finding));
}

/** In one line: accounts, Regions, buckets, replication rules, calls, as whom, from what, under which configuration. */
export function readingText({ input, summary }: Report): string {
  const { kind, accounts, collectedAt, files = [], read, configuration } = input;
  const parts = [
    accounts.length === 0 ? 'no account' : `${accounts.length === 1 ? 'account' : 'accounts'} ${named(accounts)}`,
    ...(read === undefined || read.regions.length === 0
      ? []
      : [`${read.regions.length === 1 ? 'Region' : 'Regions'} ${named(read.regions)}`]),
    ...(read === undefined ? [] : [counted(read.buckets, 'bucket')]),
    `${counted(summary.replicationRules, 'replication rule')}`,
    ...notAskedText(read?.mayReplicate ?? []),
    ...(read?.calls === undefined ? [] : [counted(read.calls, 'call')]),
    ...(read?.principals === undefined || read.principals.length === 0 ? [] : [`as ${named(read.principals)}`]),
    ...(kind === 'live' ? [] : [`from ${named(files)}`]),
    ...(collectedAt === null ? [] : [`collected ${collectedAt}`]),
    ...(configuration === undefined ? [] : [`configuration ${configuration}`]),
  ];
  return `Read: ${parts.join(' · ')}`;
}

/** Neither a pass nor a failure, so that it has to be said. */
function notAskedText(buckets: readonly string[]): readonly string[] {
  if (buckets.length === 0) return [];
  const which = buckets.length === 1 ? 'bucket' : 'buckets';
  return [`not collected: the replication configuration of ${which} ${named(buckets)}, which may replicate, too`];
}

function named(names: readonly string[]): string {
  return shortList(names, mostNames);
}

/**
 * What to say where no bucket has a replication configuration, as far as is known; null where one has, or may have (then it has an
 * entry of its own).
 */
export function nothingReplicatesText(report: Report): string | null {
  // Of buckets that were asked for in vain, a finding says what is known.
  const isAskedInVain = report.findings.some(({ rule }) => rule === 'coverage/asked-bucket-does-not-replicate');
  if (report.replication.length > 0 || isAskedInVain) return null;
  const { read, gaps = [] } = report.input;
  if (read === undefined || read.buckets === 0) {
    return gaps.length === 0 ? 'No bucket was read.' : 'No bucket was read: whether any replicates is not known.';
  }
  if (gaps.length > 0)
    return 'No bucket that was read has a replication configuration. Not everything was read: others may have one.';
  if (read.notAsked === 0) return 'No bucket here has a replication configuration.';
  const asked = read.buckets - read.notAsked;
  const unknown = `The replication configuration of ${counted(read.notAsked, 'bucket')} was not collected: whether ${read.notAsked === 1 ? 'it replicates' : 'they replicate'} is not known.`;
  return asked === 0
    ? unknown
    : `No bucket whose replication configuration was collected (${asked}) has one. ${unknown}`;
}
