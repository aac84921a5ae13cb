import { atDestination, defineRule, pairWords } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The destination blocks SSE-C objects that the source may hold',
    healthy: 'The destination accepts SSE-C objects if the source may hold them',
    level: 'note',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.24'],
    why: 'Objects encrypted with customer-provided keys replicate by default, but a destination bucket that blocks SSE-C refuses them. New buckets have blocked it since April 2026.',
    whenNot: 'Skip this rule if nobody uploads with customer-provided keys.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html',
    ],
    needs: ['GetBucketEncryption'],
    failureReasons: [],
    headlines: {
      blocked: 'Destination bucket {{destinationBucket}} blocks SSE-C, but {{sourceBucket}} does not',
    },
    messages: {
      blocked:
        'Destination bucket {{destinationBucket}} ({{destinationPlace}}) blocks SSE-C while {{sourceBucket}} does not|: |objects encrypted with customer-provided keys end in status FAILED.',
    },
    help: {
      blocked: 'Block SSE-C on {{sourceBucket}} as well if nobody uses it, or unblock it on {{destinationBucket}}.',
    },
  },
  *check(pair) {
    const destination = pair.destination.bucket?.encryption;
    const source = pair.source.encryption;
    if (destination?.state !== 'known' || destination.value.blocksSseC !== true) return;
    if (source.state !== 'known' || source.value.blocksSseC !== false) return;
    yield { message: 'blocked', data: pairWords(pair), ...atDestination(pair), pair, origin: destination.origin };
  },
});
