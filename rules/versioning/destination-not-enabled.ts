import { atDestination, defineRule, enableVersioning, pairWords } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'Versioning is not enabled on the destination bucket',
    healthy: 'Versioning is enabled on the destination bucket',
    level: 'error',
    controls: ['S3.14', 'S3.7', 'PCI DSS v4.0.1/10.3.3', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.14'],
    why: 'A replica is an object version, so the destination must have versioning enabled. S3 lets you suspend versioning later, and then every object fails.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html#replication-failure-codes',
    ],
    needs: ['GetBucketVersioning'],
    failureReasons: ['DstBucketUnversioned'],
    headlines: {
      off: 'Versioning is {{status}} on destination bucket {{destinationBucket}}',
    },
    messages: {
      off: 'Versioning is {{status}} on destination bucket {{destinationBucket}} ({{destinationPlace}})|, so |every object that {{replicationRule}} of {{sourceBucket}} selects fails.',
    },
    help: {
      off: 'Enable versioning on {{destinationBucket}}, then replicate what failed meanwhile with S3 Batch Replication.',
    },
  },
  *check(pair) {
    const versioning = pair.destination.bucket?.versioning;
    if (versioning?.state !== 'known' || versioning.value.Status === 'Enabled') return;
    const status = versioning.value.Status === 'Suspended' ? 'suspended' : 'not enabled';
    yield {
      message: 'off',
      data: { ...pairWords(pair), status },
      ...atDestination(pair),
      pair,
      patches: [enableVersioning(pair, 'destination')],
      origin: versioning.origin,
    };
  },
});
