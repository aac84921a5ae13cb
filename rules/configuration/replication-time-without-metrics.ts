import { defineRule } from '../../src/engine/model.js';
import { atSource, pairWords } from '../../src/engine/findings/words.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'S3 RTC is set up without metrics, or metrics without what they need',
    healthy: 'S3 RTC and metrics are set up together',
    level: 'error',
    why: 'S3 Replication Time Control needs metrics with an event threshold of 15 minutes; metrics without it take no threshold. S3 refuses other combinations.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ReplicationErrorCodeList',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html',
      'https://github.com/crossplane-contrib/provider-aws/issues/1117',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    messages: {
      noMetrics: '{{ReplicationRule}} of {{sourceBucket}} uses S3 RTC without metrics; S3 refuses the configuration.',
      threshold:
        '{{ReplicationRule}} of {{sourceBucket}} sets an event threshold on its metrics without S3 RTC; S3 refuses the configuration.',
      minutes: '{{ReplicationRule}} of {{sourceBucket}} sets S3 RTC to {{minutes}} minutes; the only value is 15.',
    },
    help: {
      noMetrics: 'Set Metrics to Enabled with an EventThreshold of 15 minutes.',
      threshold: 'Remove EventThreshold, or enable ReplicationTime.',
      minutes: 'Set Time.Minutes to 15.',
    },
  },
  *check(pair) {
    const { ReplicationTime: time, Metrics: metrics } = pair.replicationRule.Destination;
    const where = { ...atSource(pair), pair, origin: pair.origin };
    const words = pairWords(pair);
    if (time?.Status === 'Enabled') {
      if (metrics?.Status !== 'Enabled') yield { message: 'noMetrics', data: words, ...where };
      const minutes = time.Time?.Minutes;
      if (minutes !== undefined && minutes !== 15)
        yield { message: 'minutes', data: { ...words, minutes: String(minutes) }, ...where, discriminator: 'minutes' };
      return;
    }
    if (metrics?.Status === 'Enabled' && metrics.EventThreshold !== undefined)
      yield { message: 'threshold', data: words, ...where };
  },
});
