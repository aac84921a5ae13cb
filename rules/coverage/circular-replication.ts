import { atSource, defineRule } from '../../src/engine/model.js';

export default defineRule({
  subject: 'estate',
  meta: {
    title: 'Buckets replicate to each other in a circle',
    healthy: 'Buckets that replicate to each other keep their metadata in sync',
    level: 'note',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.9'],
    why: 'Two buckets that replicate to each other stay in sync only for new objects. Replicas are not replicated again, and delete markers and metadata follow only if both rules say so.',
    whenNot: 'Skip this rule if metadata is never changed after the upload, or if only one side is written to.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-for-metadata-changes.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      circle: '{{first}} and {{second}} replicate to each other without replica modification sync',
    },
    messages: {
      circle:
        'Buckets {{first}} and {{second}} replicate to each other, {{missing}} without replica modification sync|: |metadata of replicas drifts apart.',
    },
    help: {
      circle: 'Enable ReplicaModifications on the replication rules of both buckets.',
    },
  },
  *check({ pairs }) {
    const enabled = pairs.filter((pair) => pair.enabled);
    const bySource = new Map<string, Map<string, boolean>>();
    for (const pair of enabled) {
      const targets = bySource.get(pair.source.name) ?? new Map<string, boolean>();
      bySource.set(
        pair.source.name,
        targets.set(
          pair.destination.name,
          (targets.get(pair.destination.name) ?? false) || pair.facts.replicaModifications,
        ),
      );
    }
    for (const pair of enabled) {
      const [first, second] = [pair.source.name, pair.destination.name];
      const forth = bySource.get(first)?.get(second);
      const back = bySource.get(second)?.get(first);
      if (first >= second || forth === undefined || back === undefined || (forth && back)) continue;
      bySource.get(first)?.delete(second);
      const missing = !forth && !back ? 'neither' : forth ? second : first;
      yield {
        message: 'circle',
        data: { first, second, missing: missing === 'neither' ? 'both' : `${missing}` },
        ...atSource(pair),
        pair,
        origin: pair.origin,
      };
    }
  },
});
