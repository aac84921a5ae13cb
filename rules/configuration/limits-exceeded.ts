import { conflictProblems, defineRule } from '../../src/engine/model.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'The replication configuration exceeds a limit of S3',
    healthy: 'The replication configuration is within the limits of S3',
    level: 'error',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.9', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'A replication configuration holds at most 1,000 rules. Rule IDs are unique and have at most 255 ASCII characters. S3 rejects a configuration that breaks one of these limits.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationRule.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ReplicationErrorCodeList',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      rules: 'The replication configuration of {{sourceBucket}} has too many rules: {{detail}}',
      ids: 'The replication configuration of {{sourceBucket}} uses a rule ID twice',
      length: 'The replication configuration of {{sourceBucket}} has a rule ID that is too long',
      ascii: 'The replication configuration of {{sourceBucket}} has a rule ID with characters beyond ASCII',
    },
    messages: {
      rules:
        'The replication configuration of {{sourceBucket}} has {{detail}} rules. S3 accepts at most 1,000.| |{{consequence}}',
      ids: 'The replication configuration of {{sourceBucket}} uses the rule ID "{{detail}}" more than once.| |{{consequence}}',
      length:
        'The replication configuration of {{sourceBucket}} has a rule ID of {{detail}} characters. S3 accepts at most 255.| |{{consequence}}',
      ascii:
        'The replication configuration of {{sourceBucket}} has the rule ID "{{detail}}". S3 accepts only ASCII characters in it.| |{{consequence}}',
    },
    help: {
      rules: 'Merge rules that differ only in their prefix, or split the data over several buckets.',
      ids: 'Give each rule its own ID.',
      length: 'Shorten the rule ID.',
      ascii: 'Write the rule ID in ASCII characters.',
    },
  },
  *check(pair) {
    yield* conflictProblems(pair, 'configuration/limits-exceeded');
  },
});
