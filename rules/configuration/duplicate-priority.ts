import { conflictProblems, defineRule, priorityOfItsOwn } from '../../src/engine/model.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'Two replication rules have the same priority',
    healthy: 'No two replication rules have the same priority',
    level: 'error',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.9', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'Priorities decide which of several overlapping replication rules applies. S3 does not accept a configuration in which two rules have the same one.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html',
      'https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/730',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      same: '{{ReplicationRule}} of {{sourceBucket}} has the priority of another rule',
    },
    messages: {
      same: '{{ReplicationRule}} of {{sourceBucket}} has priority {{detail}}, which an earlier rule of the configuration already has.| |{{consequence}}',
    },
    help: {
      same: 'Give each rule its own priority. The higher number wins.',
    },
  },
  *check(pair) {
    yield* conflictProblems(pair, 'configuration/duplicate-priority', () => ({ patches: [priorityOfItsOwn(pair)] }));
  },
});
