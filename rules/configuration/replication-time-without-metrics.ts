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
      noTime: '{{ReplicationRule}} of {{sourceBucket}} sets up S3 RTC without a time',
      noThreshold: '{{ReplicationRule}} of {{sourceBucket}} uses S3 RTC and metrics without an event threshold',
      thresholdMinutes:
        '{{ReplicationRule}} of {{sourceBucket}} sets an event threshold of {{detail}} minutes instead of 15',
      noStatus: '{{ReplicationRule}} of {{sourceBucket}} has {{detail}} without a status',
    },
    messages: {
      noMetrics: '{{ReplicationRule}} of {{sourceBucket}} uses S3 RTC without metrics.| |{{consequence}}',
      noTime:
        '{{ReplicationRule}} of {{sourceBucket}} has ReplicationTime without Time.Minutes, which S3 requires.| |{{consequence}}',
      noThreshold:
        '{{ReplicationRule}} of {{sourceBucket}} uses S3 RTC, and its metrics have no EventThreshold, which S3 then requires.| |{{consequence}}',
      thresholdMinutes:
        '{{ReplicationRule}} of {{sourceBucket}} sets the event threshold of its metrics to {{detail}} minutes. The only value is 15.| |{{consequence}}',
      noStatus:
        '{{ReplicationRule}} of {{sourceBucket}} has {{detail}} without Status, which S3 requires.| |{{consequence}}',
      threshold:
        '{{ReplicationRule}} of {{sourceBucket}} sets an event threshold on its metrics without S3 RTC.| |{{consequence}}',
      minutes:
        '{{ReplicationRule}} of {{sourceBucket}} sets S3 RTC to {{detail}} minutes. The only value is 15.| |{{consequence}}',
    },
    help: {
      noMetrics: 'Set Metrics to Enabled with an EventThreshold of 15 minutes.',
      threshold: 'Remove EventThreshold, or enable ReplicationTime.',
      minutes: 'Set Time.Minutes to 15.',
      noTime: 'Set Time.Minutes to 15.',
      noThreshold: 'Set Metrics.EventThreshold.Minutes to 15.',
      thresholdMinutes: 'Set Metrics.EventThreshold.Minutes to 15.',
      noStatus: 'Set the status to Enabled or Disabled.',
    },
  },
  *check(pair) {
    yield* conflictProblems(pair, 'configuration/replication-time-without-metrics', ({ message }) => ({
      patches: metricsThatFit(pair, message),
      ...(message === 'noMetrics' || message === 'threshold' ? {} : { discriminator: message }),
    }));
  },
});
