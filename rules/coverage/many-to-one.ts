import { defineRule, regionOf } from '../../src/engine/model.js';
import { bucketArn } from '../../src/estate/arn.js';

export default defineRule({
  subject: 'bucket',
  meta: {
    title: 'Several source buckets replicate the same keys into one destination',
    healthy: 'No two source buckets replicate the same keys into one destination',
    level: 'note',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'When several source buckets replicate into one destination without distinct prefixes, objects with the same key become versions of one object there, and the newest hides the others.',
    whenNot:
      'Skip this rule if the sources never write the same key, for example because each writer puts its account into the key.',
    limits: 'Prefixes are compared, not the object keys that exist.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html',
      'https://github.com/aws-solutions-library-samples/cloud-intelligence-dashboards-data-collection/issues/408',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      collide: '{{count}} buckets replicate the same keys into {{bucket}}',
    },
    messages: {
      collide:
        '{{count}} source buckets ({{sources}}) replicate into {{bucket}} with prefixes that overlap|: |objects with the same key become versions of one object there.',
    },
    help: {
      collide: 'Give each source its own prefix or its own destination.',
    },
  },
  *check({ bucket, incoming }) {
    const enabled = incoming.filter((pair) => pair.enabled);
    const overlapping = sourcesWithOverlap(
      enabled
        .filter(({ selected: { selection } }) => !selection.isEmpty)
        .map(({ source, selected: { selection } }) => ({
          source: source.name,
          prefix: selection.prefix,
          without: selection.without.prefixes,
        })),
    );
    if (overlapping.length < 2) return;
    const shown =
      overlapping.slice(0, 3).join(', ') + (overlapping.length > 3 ? ` and ${overlapping.length - 3} more` : '');
    const data = { bucket: bucket.name, count: String(overlapping.length), sources: shown };
    yield {
      message: 'collide',
      data,
      resource: bucketArn(bucket),
      account: bucket.account,
      region: regionOf(bucket),
      origin: bucket.origin,
    };
  },
});

interface Prefixed {
  readonly source: string;
  readonly prefix: string;
  /** Prefixes that the rule leaves out. */
  readonly without: readonly string[];
}

/** Sources whose prefix begins with, or is the beginning of, another source's: in sorted order only neighbours on a stack can. */
function sourcesWithOverlap(entries: readonly Prefixed[]): readonly string[] {
  const sorted = [...entries].sort((a, b) => (a.prefix < b.prefix ? -1 : a.prefix > b.prefix ? 1 : 0));
  const found = new Set<string>();
  let stack: Prefixed[] = [];
  for (const entry of sorted) {
    stack = stack.filter(({ prefix }) => entry.prefix.startsWith(prefix));
    for (const outer of stack) {
      if (outer.source === entry.source || outer.without.some((excluded) => entry.prefix.startsWith(excluded)))
        continue;
      found.add(outer.source);
      found.add(entry.source);
    }
    if (stack.every(({ source }) => source !== entry.source)) stack.push(entry);
  }
  return [...found].sort();
}
