import { atSource, defineRule, pairWords } from '../../src/engine/model.js';
import { contradictionOf, filterOf, type Contradiction } from '../../src/replication/configuration/selection.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The filter of a replication rule selects no object',
    healthy: 'The filters of replication rules select objects',
    level: 'error',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.9', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'S3 replicates an object only if it meets every part of the filter. A filter that leaves out what it asks for, asks for two values of one tag, or for what no object can have, is met by no object, and S3 passes all of them over without a failure.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationRuleFilter.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      prefix: '{{ReplicationRule}} of {{sourceBucket}} leaves out every key that it asks for',
      tag: '{{ReplicationRule}} of {{sourceBucket}} leaves out the tag that it asks for',
      values: '{{ReplicationRule}} of {{sourceBucket}} asks for two values of one tag',
      longPrefix: '{{ReplicationRule}} of {{sourceBucket}} asks for keys longer than a key can be',
      longTag: '{{ReplicationRule}} of {{sourceBucket}} asks for a tag that no object can have',
      tags: '{{ReplicationRule}} of {{sourceBucket}} asks for more tags than an object can have',
    },
    messages: {
      prefix:
        'The filter of {{replicationRule}} of {{sourceBucket}} asks for keys that begin with "{{prefix}}" and leaves out those that begin with "{{detail}}"|, so |it selects no object.',
      tag: 'The filter of {{replicationRule}} of {{sourceBucket}} asks for objects with the tag "{{detail}}" and leaves the same objects out|, so |it selects no object.',
      values:
        'The filter of {{replicationRule}} of {{sourceBucket}} asks for objects with two values of the tag "{{detail}}", and an object has one|, so |it selects no object.',
      longPrefix:
        'The prefix of {{replicationRule}} of {{sourceBucket}} has {{detail}} bytes, and a key has at most 1,024|, so |it selects no object.',
      longTag:
        'The filter of {{replicationRule}} of {{sourceBucket}} asks for the tag "{{detail}}". The key of a tag has at most 128 characters, its value 256|, so |it selects no object.',
      tags: 'The filter of {{replicationRule}} of {{sourceBucket}} asks for {{detail}} tags, and an object has at most 10|, so |it selects no object.',
    },
    help: {
      prefix: 'Leave out a longer prefix, or ask for another one.',
      tag: 'Take the tag out of the part of the filter that excludes.',
      values: 'Write a rule for each value, with priorities of their own.',
      longPrefix: 'Ask for a shorter prefix.',
      longTag: 'Ask for the tag that objects have.',
      tags: 'Ask for fewer tags.',
    },
  },
  *check(pair) {
    const filter = filterOf(pair.replicationRule);
    const contradiction = contradictionOf(filter);
    // A disabled rule selects nothing for now, and of a filter that nobody can read nothing is said.
    if (contradiction === null || pair.verdicts.whole !== 'skipped') return;
    const data = {
      ...pairWords(pair),
      prefix: filter.prefix.slice(0, 200),
      detail: detailOf(contradiction).slice(0, 200),
    };
    yield { message: contradiction.kind, data, ...atSource(pair), pair, origin: pair.origin };
  },
});

function detailOf(contradiction: Contradiction): string {
  switch (contradiction.kind) {
    case 'prefix':
      return contradiction.excluded;
    case 'tag':
      return `${contradiction.tag.Key}=${contradiction.tag.Value}`;
    case 'values':
      return contradiction.tagKey;
    case 'longPrefix':
      return String(contradiction.bytes);
    case 'longTag':
      return `${contradiction.tag.Key}=${contradiction.tag.Value}`;
    case 'tags':
      return String(contradiction.count);
  }
}
