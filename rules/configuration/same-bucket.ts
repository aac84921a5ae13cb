import { atSource, defineRule, ofRule, pairWords } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'A bucket replicates to itself',
    healthy: 'A bucket does not replicate to itself',
    level: 'error',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.9', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.14'],
    why: 'Source and destination of a replication rule must be two buckets.',
    sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html'],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      self: '{{ReplicationRule}} of {{sourceBucket}} replicates to its own bucket',
    },
    messages: {
      self: '{{ReplicationRule}} of {{sourceBucket}} names {{sourceBucket}} itself as its destination.| |S3 rejects the configuration.',
    },
    help: {
      self: 'Name another bucket as the destination. The replication configuration belongs to the bucket that objects are copied from.',
    },
  },
  *check(pair) {
    if (pair.destination.name !== pair.source.name) return;
    // Which bucket is meant, the owner of the source says.
    const patches = [ofRule(pair, { value: null })];
    yield { message: 'self', data: pairWords(pair), ...atSource(pair), pair, origin: pair.origin, patches };
  },
});
