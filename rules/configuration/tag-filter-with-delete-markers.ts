import { conflictProblems, defineRule, deleteMarkersOff } from '../../src/engine/model.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'A rule that filters by tag asks for delete markers',
    healthy: 'A rule that filters by tag does not replicate delete markers',
    level: 'error',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.9', 'ISO/IEC 27001:2022 A.8.10'],
    why: 'Delete markers carry no tags, so S3 rejects delete marker replication on a rule with a tag filter.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-marker-replication.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationRule.html',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      both: '{{ReplicationRule}} of {{sourceBucket}} filters by tag and replicates delete markers',
    },
    messages: {
      both: '{{ReplicationRule}} of {{sourceBucket}} filters by tag and replicates delete markers.| |{{consequence}}',
    },
    help: {
      both: 'Set DeleteMarkerReplication to Disabled on this rule, or filter by prefix only.',
    },
  },
  *check(pair) {
    yield* conflictProblems(pair, 'configuration/tag-filter-with-delete-markers', () => ({
      patches: [deleteMarkersOff(pair)],
    }));
  },
});
