import { atSource, defineRule, pairWords } from '../../src/engine/model.js';
import { suspicionOf } from '../../src/replication/configuration/suspicious-prefix.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The prefix of the replication rule looks like a mistake',
    healthy: 'The prefix of the replication rule selects what its author meant',
    level: 'warning',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.9', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'A prefix is compared character by character and has no wildcards. A prefix that starts with a slash, or holds a star, an ARN or a bucket name, selects nothing in nearly every bucket. S3 accepts it without a warning.',
    whenNot: 'Skip this rule for a replication rule whose object keys really begin like that.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-troubleshoot.html',
      'https://github.com/Crown-Commercial-Service/digitalmarketplace-aws/pull/432',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      star: 'The prefix of {{replicationRule}} on {{sourceBucket}} holds a star, which S3 compares literally',
      arn: 'The prefix of {{replicationRule}} on {{sourceBucket}} is an ARN',
      bucket: "The prefix of {{replicationRule}} on {{sourceBucket}} begins with the bucket's name",
      slash: 'The prefix of {{replicationRule}} on {{sourceBucket}} starts with a slash',
    },
    messages: {
      star: 'The prefix "{{prefix}}" of {{replicationRule}} on {{sourceBucket}} holds a star, which S3 compares literally|: |only keys that begin with exactly that text replicate.',
      slash:
        'The prefix "{{prefix}}" of {{replicationRule}} on {{sourceBucket}} starts with a slash, and object keys usually do not|, so |the rule selects nothing that is uploaded the usual way.',
      arn: 'The prefix "{{prefix}}" of {{replicationRule}} on {{sourceBucket}} is an ARN. A prefix is the beginning of an object key.',
      bucket:
        'The prefix "{{prefix}}" of {{replicationRule}} on {{sourceBucket}} begins with the name of the bucket itself. A prefix is the beginning of an object key, without the bucket.',
    },
    help: {
      star: 'Leave the prefix empty to select everything, or end it before the star.',
      slash: 'Remove the leading slash.',
      arn: 'Use the beginning of the object keys, or an empty prefix for everything.',
      bucket: 'Remove the bucket name, unless object keys really begin with it.',
    },
  },
  *check(pair) {
    const { prefix } = pair.selected.selection;
    const message = suspicionOf(prefix, pair.source.name);
    if (message === null) return;
    const shown = prefix.length > 100 ? `${prefix.slice(0, 100)}…` : prefix;
    yield { message, data: { ...pairWords(pair), prefix: shown }, ...atSource(pair), pair, origin: pair.origin };
  },
});
