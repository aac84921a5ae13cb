import { atSource, defineRule, pairWords } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'A replication rule is disabled',
    healthy: 'Every replication rule is enabled',
    level: 'note',
    controls: ['S3.7', 'PCI DSS v4.0.1/10.3.3', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.14'],
    why: 'A disabled replication rule replicates nothing. Objects written while it is disabled are not replicated when it is enabled again: that takes S3 Batch Replication.',
    whenNot: 'Skip this rule for replication rules that are disabled on purpose and kept for an emergency.',
    sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/disable-replication.html'],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      disabled: '{{ReplicationRule}} of {{sourceBucket}} is disabled',
    },
    messages: {
      disabled:
        '{{ReplicationRule}} from {{sourceBucket}} to {{destinationBucket}} is disabled|, so |objects that it selects do not replicate.',
    },
    help: {
      disabled:
        'Enable the rule, or delete it if it is no longer needed. Objects written meanwhile need S3 Batch Replication.',
    },
    forDisabled: true,
  },
  *check(pair) {
    yield { message: 'disabled', data: pairWords(pair), ...atSource(pair), pair, origin: pair.origin };
  },
});
