import { atSource, defineRule, pairWords } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'Objects are selected by tag',
    healthy: 'Objects are selected whatever their tags',
    level: 'note',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'A rule that filters by tag replicates only objects that carry the tag when they are uploaded. Adding the tag later does not start replication.',
    whenNot: 'Skip this rule if every writer sets the tag in the upload itself.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: ['SrcObjectNotEligible'],
    headlines: {
      tags: '{{ReplicationRule}} of {{sourceBucket}} selects objects by tag',
    },
    messages: {
      tags: '{{ReplicationRule}} of {{sourceBucket}} selects objects by tag ({{tags}})|: |an object that is uploaded without them, or tagged later, does not replicate.',
    },
    help: {
      tags: 'Make sure that every writer sets the tag in the upload itself, or select by prefix.',
    },
  },
  *check(pair) {
    const { tags } = pair.selected.selection;
    if (tags.length === 0) return;
    const shown = tags
      .slice(0, 3)
      .map(({ Key, Value }) => `${Key.slice(0, 60)}=${Value.slice(0, 60)}`)
      .join(', ');
    const data = { ...pairWords(pair), tags: tags.length > 3 ? `${shown} and ${tags.length - 3} more` : shown };
    yield { message: 'tags', data, ...atSource(pair), pair, origin: pair.origin };
  },
});
