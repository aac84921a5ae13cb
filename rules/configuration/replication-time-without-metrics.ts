import { conflictProblems, defineRule, metricsThatFit } from '../../src/engine/model.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'S3 RTC is set up without metrics, or metrics without what they need',
    healthy: 'S3 RTC and metrics are set up together',
    level: 'error',
    controls: ['S3.7', 'S3.11', 'ISO/IEC 27001:2022 A.8.9', 'ISO/IEC 27001:2022 A.8.16'],
    why: 'S3 Replication Time Control (S3 RTC) needs metrics with an event threshold of 15 minutes. Metrics without S3 RTC take no threshold. S3 rejects other combinations.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ReplicationErrorCodeList',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html',
      'https://github.com/crossplane-contrib/provider-aws/issues/1117',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      noMetrics: '{{ReplicationRule}} of {{sourceBucket}} uses S3 RTC without metrics',
      threshold: '{{ReplicationRule}} of {{sourceBucket}} sets an event threshold without S3 RTC',
      minutes: '{{ReplicationRule}} of {{sourceBucket}} sets S3 RTC to {{detail}} minutes instead of 15',
    },
    messages: {
      noMetrics: '{{ReplicationRule}} of {{sourceBucket}} uses S3 RTC without metrics.| |{{consequence}}',
      threshold:
        '{{ReplicationRule}} of {{sourceBucket}} sets an event threshold on its metrics without S3 RTC.| |{{consequence}}',
      minutes:
        '{{ReplicationRule}} of {{sourceBucket}} sets S3 RTC to {{detail}} minutes. The only value is 15.| |{{consequence}}',
    },
    help: {
      noMetrics: 'Set Metrics to Enabled with an EventThreshold of 15 minutes.',
      threshold: 'Remove EventThreshold, or enable ReplicationTime.',
      minutes: 'Set Time.Minutes to 15.',
    },
  },
  *check(pair) {
    yield* conflictProblems(pair, 'configuration/replication-time-without-metrics', ({ message }) => ({
      patches: [metricsThatFit(pair, message)],
      ...(message === 'minutes' ? { discriminator: 'minutes' } : {}),
    }));
  },
});
