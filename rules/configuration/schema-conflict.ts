import { defineRule } from '../../src/engine/model.js';
import { atSource, pairWords } from '../../src/engine/findings/words.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'The replication configuration mixes two schemas',
    healthy: 'The replication configuration keeps to one schema',
    level: 'error',
    why: 'Whether a replication rule has a Filter decides which schema S3 applies. Without one, the configuration is of the older kind: no priorities, no delete marker switch, no tags, one destination. S3 refuses mixtures; a configuration that shows one comes from code that was never applied.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html',
      'https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/730',
      'https://github.com/rust-lang/simpleinfra/pull/468',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    messages: {
      v1: '{{ReplicationRule}} of {{sourceBucket}} has no Filter, which makes it a rule of the older schema, yet it uses {{features}}, which that schema does not know; S3 refuses the configuration.',
      v2: '{{ReplicationRule}} of {{sourceBucket}} has a Filter but no {{features}}, which the newer schema requires; S3 refuses the configuration.',
      destinations:
        'The replication configuration of {{sourceBucket}} has rules without a Filter and {{count}} destination buckets; the older schema allows one.',
    },
    help: {
      v1: 'Give every rule a Filter (an empty one selects everything), a Priority and DeleteMarkerReplication.',
      v2: 'Add the missing elements to the rule.',
      destinations:
        'Give every rule a Filter (an empty one selects everything), a Priority and DeleteMarkerReplication.',
    },
  },
  *check(pair) {
    const rule = pair.replicationRule;
    const where = { ...atSource(pair), pair, origin: pair.origin };
    if (rule.Filter !== undefined) {
      const missing = [
        rule.Priority === undefined ? 'Priority' : null,
        rule.DeleteMarkerReplication === undefined ? 'DeleteMarkerReplication' : null,
      ];
      const features = missing.filter((name) => name !== null).join(' and ');
      if (features !== '') yield { message: 'v2', data: { ...pairWords(pair), features }, ...where };
      return;
    }
    const used = [
      rule.DeleteMarkerReplication === undefined ? null : 'DeleteMarkerReplication',
      rule.SourceSelectionCriteria?.ReplicaModifications === undefined ? null : 'ReplicaModifications',
    ];
    const features = used.filter((name) => name !== null).join(' and ');
    if (features !== '') yield { message: 'v1', data: { ...pairWords(pair), features }, ...where };
    const destinations = new Set(pair.configuration.Rules.map((other) => other.Destination.Bucket));
    if (destinations.size > 1 && pair.index === 0) {
      yield {
        message: 'destinations',
        data: { ...pairWords(pair), count: String(destinations.size) },
        ...where,
        discriminator: 'destinations',
      };
    }
  },
});
