import { atSource, defineRule, pairWords } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'Failures go unnoticed: the replication rule has no metrics',
    healthy: 'The replication rule has metrics, so that failures are seen',
    level: 'note',
    controls: ['S3.11', 'ISO/IEC 27001:2022 A.8.16'],
    why: 'Without metrics a replication rule sends no failure events and counts no failed operations. Teams have found failures only months later, by chance.',
    whenNot:
      'Skip this rule if you see failures in another way, such as S3 Inventory reports with the replication status.',
    limits:
      'Whether a notification receives failure events is checked only if the notifications of the source bucket were read (GetBucketNotificationConfiguration).',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html#replication-failure-codes',
      'https://github.com/ministryofjustice/modernisation-platform/issues/13496',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      off: 'Failures of {{replicationRule}} of {{sourceBucket}} go unnoticed: it has no metrics',
      unheard: 'Nobody is notified of failures of {{replicationRule}} of {{sourceBucket}}',
    },
    messages: {
      off: '{{ReplicationRule}} from {{sourceBucket}} to {{destinationBucket}} has no metrics|, so |S3 reports its failures to nobody.',
      unheard:
        '{{ReplicationRule}} from {{sourceBucket}} has metrics, but the bucket sends no notification of s3:Replication:OperationFailedReplication|, so |nobody is told why an object failed.',
    },
    help: {
      off: 'Set Metrics to Enabled on the rule, and send the event s3:Replication:OperationFailedReplication of {{sourceBucket}} to SNS, SQS or Lambda (EventBridge does not carry it).',
      unheard:
        'Add a notification for s3:Replication:OperationFailedReplication to {{sourceBucket}} (SNS, SQS or Lambda; EventBridge does not carry it), or an alarm on the metric OperationsFailedReplication.',
    },
  },
  *check(pair) {
    if (pair.replicationRule.Destination.Metrics?.Status !== 'Enabled') {
      yield { message: 'off', data: pairWords(pair), ...atSource(pair), pair, origin: pair.origin };
      return;
    }
    const { notification } = pair.source;
    if (notification.state !== 'known' || notification.value.events.some(carriesFailures)) return;
    yield { message: 'unheard', data: pairWords(pair), ...atSource(pair), pair, origin: notification.origin };
  },
});

function carriesFailures(event: string): boolean {
  return event === 's3:Replication:*' || event === 's3:Replication:OperationFailedReplication';
}
