import { defineRule } from '../../src/engine/model.js';

export default defineRule({
  subject: 'estate',
  meta: {
    title: 'A bucket that was asked about has no replication configuration',
    healthy: 'Every bucket that is asked about replicates',
    level: 'error',
    controls: ['S3.7', 'PCI DSS v4.0.1/10.3.3', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.14'],
    why: 'If you name a bucket, you expect it to replicate. Without a replication configuration there is nothing to judge, and the report would look like that of a healthy bucket. A configuration that was removed, or never deployed, would go unnoticed.',
    whenNot: 'Take the bucket out of `--bucket` if it is not meant to replicate.',
    limits:
      'It fires only for buckets that are named with `--bucket`. To say which buckets of an estate must replicate, list them under `mustReplicate` in the configuration file.',
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
