import { isMissing } from '../../src/estate/fact.js';
import { atDestination, defineRule, pairWords } from '../../src/engine/model.js';
import { bucketArn } from '../../src/estate/arn.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'Replica modification sync is set up in one direction only',
    healthy: 'Replica modification sync is set up in both directions',
    level: 'note',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.14'],
    why: 'Replica modification sync copies metadata changes on replicas back to the source. That needs a replication rule from the destination bucket to the source that enables it too. In one direction only, the metadata drifts apart.',
    whenNot: 'Skip this rule if metadata of replicas is never changed.',
    sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-for-metadata-changes.html'],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      oneWay: 'Replica modification sync of {{replicationRule}} of {{sourceBucket}} has no way back',
    },
    messages: {
      oneWay:
        '{{ReplicationRule}} of {{sourceBucket}} enables replica modification sync, but {{destinationBucket}} has no enabled replication rule back to {{sourceBucket}} that does so too|: |metadata changes on replicas stay there.',
    },
    help: {
      oneWay:
        'Add a replication rule from {{destinationBucket}} to {{sourceBucket}} with ReplicaModifications enabled, or switch it off here.',
    },
  },
  *check(pair) {
    if (!pair.facts.replicaModifications) return;
    const back = pair.destination.bucket?.replication;
    if (back === undefined || isMissing(back)) return;
    const rules = back.state === 'known' ? back.value.Rules : [];
    const isBack = rules.some(
      (rule) =>
        rule.Status === 'Enabled' &&
        rule.SourceSelectionCriteria?.ReplicaModifications?.Status === 'Enabled' &&
        rule.Destination.Bucket === bucketArn(pair.source),
    );
    if (isBack) return;
    yield {
      message: 'oneWay',
      data: pairWords(pair),
      ...atDestination(pair),
      pair,
      origin: back.origin ?? pair.origin,
    };
  },
});
