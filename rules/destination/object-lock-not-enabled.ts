import { atDestination, defineRule, enableObjectLock, pairWords } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The source has Object Lock, but the destination does not',
    healthy: 'The destination has Object Lock if the source has it',
    level: 'error',
    controls: ['S3.7', 'S3.15', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'Objects of a bucket with Object Lock can be replicated only into a bucket that has Object Lock too. S3 accepts the configuration and then fails the objects.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html#replication-failure-codes',
    ],
    needs: ['GetObjectLockConfiguration'],
    failureReasons: ['DstBucketObjectLockConfigMissing'],
    headlines: {
      missing: 'Destination bucket {{destinationBucket}} has no Object Lock, but {{sourceBucket}} has it',
    },
    messages: {
      missing:
        'Source bucket {{sourceBucket}} has Object Lock, but destination bucket {{destinationBucket}} ({{destinationPlace}}) does not|, so |every object that {{replicationRule}} selects fails.',
    },
    help: {
      missing: 'Enable Object Lock on {{destinationBucket}}, then replicate what failed with S3 Batch Replication.',
    },
  },
  *check(pair) {
    const lock = pair.destination.bucket?.objectLock;
    if (pair.facts.objectLock !== true || lock === undefined) return;
    const isOff = lock.state === 'absent' || (lock.state === 'known' && lock.value.ObjectLockEnabled !== 'Enabled');
    if (!isOff) return;
    yield {
      message: 'missing',
      data: pairWords(pair),
      ...atDestination(pair),
      pair,
      patches: [enableObjectLock(pair)],
      origin: lock.origin ?? pair.origin,
    };
  },
});
