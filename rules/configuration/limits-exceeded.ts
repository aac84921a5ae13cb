import { conflictProblems, defineRule } from '../../src/engine/model.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'The replication configuration exceeds a limit of S3',
    healthy: 'The replication configuration is within the limits of S3',
    level: 'error',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.9', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'A replication configuration holds at most 1,000 rules; rule ids have at most 255 characters and are unique. S3 does not accept more.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationRule.html',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      rules: 'The replication configuration of {{sourceBucket}} has too many rules: {{detail}}',
      ids: 'The replication configuration of {{sourceBucket}} uses a rule ID twice',
      length: 'The replication configuration of {{sourceBucket}} has a rule ID that is too long',
    },
    messages: {
      rules:
        'The replication configuration of {{sourceBucket}} has {{detail}} rules; S3 takes at most 1,000.| |{{consequence}}',
      ids: 'The replication configuration of {{sourceBucket}} uses the rule ID "{{detail}}" more than once.| |{{consequence}}',
      length:
        'The replication configuration of {{sourceBucket}} has a rule ID of {{detail}} characters; S3 takes at most 255.| |{{consequence}}',
    },
    help: {
      rules: 'Merge rules that differ only in their prefix, or split the bucket.',
      ids: 'Give each rule an id of its own.',
      length: 'Shorten the rule id.',
    },
  },
  *check(pair) {
    yield* conflictProblems(pair, 'configuration/limits-exceeded');
  },
});
