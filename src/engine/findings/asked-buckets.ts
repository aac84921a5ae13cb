/** Buckets that were asked about and have no replication rules to judge: without a word they would look healthy. */
import type { Bucket, Estate } from '../../estate/model.js';
import { groupBy } from '../../basics/group-by.js';
import { destinationOf } from '../../replication/configuration/destination-of.js';
import type { Pair, Problem } from '../shapes/model.js';
import { regionOf, replicationRuleText } from '../words/words.js';
import { bucketArn } from '../../estate/arn.js';
import { isUnasked } from '../../estate/fact.js';

/** @param pairs - of the whole estate: they say whose destination a bucket is */
export function askedBucketProblems(
  estate: Estate,
  asked: ReadonlySet<string>,
  pairs: readonly Pair[],
): readonly Problem[] {
  const buckets = [...asked].sort().flatMap((name) => estate.buckets.get(name) ?? []);
  const idle = buckets.filter(hasNoRules);
  if (idle.length === 0) return [];
  const into = groupBy(pairs, ({ destination }) => destination.name);
  return idle.flatMap((bucket) => {
    const sources = into.get(bucket.name) ?? [];
    // Whether it replicates by itself nobody read, and nobody else replicates to it: there is nothing to say of it.
    return isUnread(bucket) && sources.length === 0 ? [] : [problemOf(bucket, sources)];
  });
}

/** Whether some replication rule replicates into the bucket: then it can be told whose destination it is. */
export function isDestination({ buckets }: Estate, name: string): boolean {
  return [...buckets.values()].some(
    ({ replication }) =>
      replication.state === 'known' && replication.value.Rules.some((rule) => destinationOf(rule)?.name === name),
  );
}

/** As far as anybody knows; of one whose configuration could not be read, or is known after deployment, another finding tells. */
function hasNoRules(bucket: Bucket): boolean {
  const { replication } = bucket;
  if (replication.state === 'known') return replication.value.Rules.length === 0;
  return replication.state === 'absent' || isUnread(bucket);
}

/** Whether the input does not say if the bucket has a replication configuration. */
export function isUnread({ replication }: Bucket): boolean {
  return isUnasked(replication);
}

function problemOf(bucket: Bucket, incoming: readonly Pair[]): Problem {
  const { name, partition, account, replication } = bucket;
  const [first] = incoming;
  const shown = incoming.slice(0, 3).map((pair) => `${replicationRuleText(pair)} of ${pair.source.name}`);
  const more = incoming.length > shown.length ? ` and ${incoming.length - shown.length} more` : '';
  const origin = replication.state === 'absent' || replication.state === 'known' ? replication.origin : null;
  return {
    message: first === undefined ? 'nothing' : isUnread(bucket) ? 'notRead' : 'destination',
    data: { bucket: name, sources: `${shown.join(', ')}${more}`, source: first?.source.name ?? '' },
    resource: bucketArn({ partition, name }),
    account,
    region: regionOf(bucket),
    origin: origin ?? bucket.origin,
  };
}
