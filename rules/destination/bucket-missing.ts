import { atDestination, defineRule, ofRule, pairWords } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The destination bucket does not exist',
    healthy: 'The destination bucket exists',
    level: 'error',
    controls: ['S3.7', 'PCI DSS v4.0.1/10.3.3', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.14'],
    why: 'A destination that was deleted or never created takes no replicas: every object that the replication rule selects fails. The source bucket does not show it.',
    limits: 'A bucket of an account that cannot be read is unknown, not missing.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html#replication-failure-codes',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html',
    ],
    needs: ['HeadBucket'],
    failureReasons: ['DstBucketNotFound'],
    headlines: {
      missing: 'Destination bucket {{destinationBucket}} does not exist',
    },
    messages: {
      missing:
        'Destination bucket {{destinationBucket}} of {{replicationRule}} on {{sourceBucket}} does not exist|, so |every object that the rule selects fails.',
    },
    help: {
      missing:
        'Create {{destinationBucket}} with versioning enabled, or point the replication rule at the right bucket. Then replicate what failed meanwhile with S3 Batch Replication.',
    },
  },
  *check(pair) {
    const exists = pair.destination.bucket?.exists;
    if (exists?.state !== 'absent') return;
    yield {
      message: 'missing',
      data: pairWords(pair),
      ...atDestination(pair),
      pair,
      origin: exists.origin ?? pair.origin,
      // Whether the bucket is to be created, and where, or another one is meant, the owner says.
      patches: [ofRule(pair, { value: null })],
    };
  },
});
