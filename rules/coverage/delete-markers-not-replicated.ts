import { atSource, defineRule, pairWords } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'Delete markers are not replicated',
    healthy: 'Delete markers replicate',
    level: 'note',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.10'],
    why: 'A replication rule with a Filter replicates delete markers only if it says so. Otherwise an object that is deleted at the source stays current at the destination, which may or may not be what you want.',
    whenNot: 'Skip this rule for backups, which are often meant to keep what the source deletes.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-marker-replication.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      off: '{{ReplicationRule}} of {{sourceBucket}} does not replicate delete markers',
    },
    messages: {
      off: '{{ReplicationRule}} from {{sourceBucket}} to {{destinationBucket}} does not replicate delete markers|: |objects deleted at the source stay visible at the destination.',
    },
    help: {
      off: 'Nothing to do if the destination is a backup. Otherwise set DeleteMarkerReplication to Enabled and allow the role s3:ReplicateDelete on the destination objects.',
    },
  },
  *check(pair) {
    if (pair.facts.deleteMarkers) return;
    yield { message: 'off', data: pairWords(pair), ...atSource(pair), pair, origin: pair.origin };
  },
});
