import { conflictProblems, defineRule, inOneSchema } from '../../src/engine/model.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'The replication configuration mixes two schemas',
    healthy: 'The replication configuration keeps to one schema',
    level: 'error',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.9', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'Whether a replication rule has a Filter decides which schema S3 applies. Without a Filter the older schema applies: no priorities, no delete marker setting, no tags, one destination. S3 rejects a mixture, so a configuration that has one comes from code that was never applied.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html',
      'https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/730',
      'https://github.com/rust-lang/simpleinfra/pull/468',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      v1: '{{ReplicationRule}} of {{sourceBucket}} has no Filter and uses {{detail}}',
      v2: '{{ReplicationRule}} of {{sourceBucket}} has a Filter and no {{detail}}',
      destinations:
        'The replication configuration of {{sourceBucket}} has {{detail}} destinations and rules without a Filter',
      bothPrefixes: '{{ReplicationRule}} of {{sourceBucket}} has a Filter and a Prefix',
      severalFilters: 'The Filter of {{replicationRule}} of {{sourceBucket}} has {{detail}}',
    },
    messages: {
      v1: '{{ReplicationRule}} of {{sourceBucket}} has no Filter, which makes it a rule of the older schema, and uses {{detail}}, which that schema does not know.| |{{consequence}}',
      v2: '{{ReplicationRule}} of {{sourceBucket}} has a Filter and no {{detail}}, which the newer schema requires.| |{{consequence}}',
      destinations:
        'The replication configuration of {{sourceBucket}} has rules without a Filter and {{detail}} destination buckets. The older schema allows one.| |{{consequence}}',
      bothPrefixes: '{{ReplicationRule}} of {{sourceBucket}} has a Filter and a Prefix beside it.| |{{consequence}}',
      severalFilters:
        'The Filter of {{replicationRule}} of {{sourceBucket}} has {{detail}}. Exactly one is allowed.| |{{consequence}}',
    },
    help: {
      v1: 'Give every rule a Filter (an empty one selects everything), a Priority and DeleteMarkerReplication.',
      v2: 'Add the missing elements to the rule.',
      bothPrefixes: 'Move the prefix into the Filter.',
      severalFilters: 'Join them in one And.',
      destinations:
        'Give every rule a Filter (an empty one selects everything), a Priority and DeleteMarkerReplication.',
    },
  },
  *check(pair) {
    yield* conflictProblems(pair, 'configuration/schema-conflict', ({ message }) => ({
      patches: inOneSchema(pair, message),
      ...(message === 'destinations' ? { discriminator: 'destinations' } : {}),
    }));
  },
});
