import { atSource, defineRule, pairWords } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'Nobody sees failures: the replication rule has no metrics',
    healthy: 'The replication rule has metrics, so that failures are seen',
    level: 'note',
    controls: ['S3.11', 'ISO/IEC 27001:2022 A.8.16'],
    why: 'Without metrics a replication rule sends no failure events and counts no failed operations. Teams have found out after months, by chance.',
    whenNot:
      'Leave it out where failures are seen in another way, such as by S3 Inventory reports with the replication status.',
    limits: 'Event notifications of the source bucket are not read: metrics without a listener are not noticed.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html#replication-failure-codes',
      'https://github.com/ministryofjustice/modernisation-platform/issues/13496',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      off: 'Nobody learns of failures of {{replicationRule}} of {{sourceBucket}}: it has no metrics',
      unheard: 'Nobody is notified of failures of {{replicationRule}} of {{sourceBucket}}',
    },
    messages: {
      off: '{{ReplicationRule}} from {{sourceBucket}} to {{destinationBucket}} has no metrics|, so |S3 reports no failure of it to anybody.',
      unheard:
        '{{ReplicationRule}} from {{sourceBucket}} has metrics, but no notification of the bucket receives s3:Replication:OperationFailedReplication|, so |no failure reason reaches anybody.',
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
