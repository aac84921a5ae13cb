import { defineRule } from '../../src/engine/model.js';

export default defineRule({
  subject: 'estate',
  meta: {
    title: 'A bucket that was asked about has no replication configuration',
    healthy: 'Every bucket that is asked about replicates',
    level: 'error',
    controls: ['S3.7', 'PCI DSS v4.0.1/10.3.3', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.14'],
    why: 'Whoever names a bucket expects that it replicates. One without a replication configuration has nothing to be judged, so that its report would look like that of a bucket without a fault: a configuration that was removed, or never deployed, passed unseen.',
    whenNot: 'Take the bucket out of `--bucket` where it is not meant to replicate.',
    limits:
      'It fires only for buckets that are named with `--bucket`. Which of all buckets have to replicate is said by `mustReplicate` in the configuration.',
    sources: ['https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketReplication.html'],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      nothing: 'Bucket {{bucket}} does not replicate',
      destination: 'Bucket {{bucket}} is a destination and does not replicate',
      notRead: 'Whether bucket {{bucket}} replicates was not read',
    },
    messages: {
      nothing: 'Bucket {{bucket}} has no replication configuration|, so |nothing is replicated from it.',
      destination:
        'Bucket {{bucket}} has no replication configuration of its own|: |it is the destination of {{sources}}.',
      notRead:
        'Bucket {{bucket}} is the destination of {{sources}}.| |Whether it replicates anything itself was not read.',
    },
    help: {
      nothing: 'Give the bucket a replication configuration, or name one that replicates with --bucket.',
      destination: 'Ask about the source: --bucket {{source}}.',
      notRead:
        'Ask about the source, --bucket {{source}}, or collect GetBucketReplication of {{bucket}} (permission s3:GetReplicationConfiguration).',
    },
  },
  // Raised by the engine, which knows what was asked about.
  *check() {},
});
