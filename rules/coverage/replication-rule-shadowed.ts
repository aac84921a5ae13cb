import { atSource, beforeTheOther, defineRule, pairWords } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'Another replication rule takes all objects of this one',
    healthy: 'No replication rule is wholly overridden by another',
    level: 'warning',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.9', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'Of several enabled replication rules with the same destination, S3 applies the one with the highest priority number to each object. A rule whose objects are all taken by others is never used, whatever it says.',
    sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html'],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      shadowed: '{{ReplicationRule}} of {{sourceBucket}} is never used: {{other}} takes all of its objects',
      shared: '{{ReplicationRule}} of {{sourceBucket}} is never used: {{other}} and others take all of its objects',
    },
    messages: {
      shadowed:
        '{{ReplicationRule}} of {{sourceBucket}} is never used: {{other}} has a higher priority and selects all of its objects for the same destination {{destinationBucket}}.',
      shared:
        '{{ReplicationRule}} of {{sourceBucket}} is never used: replication rules of higher priority for the same destination {{destinationBucket}}, {{other}} among them, select all of its objects between them.',
    },
    help: {
      shadowed: 'Delete one of the two rules, or give this one the higher priority if it is the one you want.',
      shared: 'Delete this rule, or give it the higher priority if it is the one you want.',
    },
  },
  *check(pair) {
    if (pair.selected.shadowedBy === null) return;
    const { id, index } = pair.selected.shadowedBy;
    const other = id === null ? `replication rule number ${index + 1}` : `replication rule "${id}"`;
    yield {
      message: pair.selected.isShadowShared ? 'shared' : 'shadowed',
      data: { ...pairWords(pair), other },
      ...atSource(pair),
      pair,
      patches: pair.selected.isShadowShared ? [] : beforeTheOther(pair, index),
      origin: pair.origin,
    };
  },
});
