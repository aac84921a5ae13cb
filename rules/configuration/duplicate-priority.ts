import { defineRule } from '../../src/engine/model.js';
import { atSource, pairWords } from '../../src/engine/findings/words.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'Two replication rules have the same priority',
    healthy: 'No two replication rules have the same priority',
    level: 'error',
    why: 'Priorities decide which of several overlapping replication rules applies. S3 refuses a configuration in which two rules have the same one.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html',
      'https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/730',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    messages: {
      same: '{{ReplicationRule}} of {{sourceBucket}} has priority {{priority}}, which an earlier rule of the configuration has too; S3 refuses the configuration.',
    },
    help: {
      same: 'Give each rule a priority of its own; the higher number wins.',
    },
  },
  *check(pair) {
    const priority = pair.replicationRule.Priority;
    if (priority === undefined || pair.replicationRule.Filter === undefined) return;
    const first = pair.configuration.Rules.findIndex((rule) => rule.Priority === priority);
    if (first === pair.index) return;
    yield {
      message: 'same',
      data: { ...pairWords(pair), priority: String(priority) },
      ...atSource(pair),
      pair,
      origin: pair.origin,
    };
  },
});
