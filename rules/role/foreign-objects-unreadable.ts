import { atSource, defineRule, enforceOwnership, pairWords } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'Objects that other accounts own may be unreadable',
    healthy: 'The source bucket owns all of its objects',
    level: 'note',
    controls: ['S3.7', 'S3.12', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'With ACLs enabled, objects that other accounts upload belong to them. S3 can replicate such an object only if its owner granted the bucket owner access. Otherwise it ends in status FAILED.',
    whenNot: 'Skip this rule if no other account uploads to the bucket.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html#replication-failure-codes',
    ],
    needs: ['GetBucketOwnershipControls'],
    failureReasons: ['SrcGetAclNotPermitted', 'SrcGetObjectNotPermitted'],
    headlines: {
      acls: 'Objects that other accounts upload into {{sourceBucket}} can fail to replicate',
    },
    messages: {
      acls: 'Source bucket {{sourceBucket}} ({{sourcePlace}}) has ACLs enabled (Object Ownership {{ownership}})|: |objects that other accounts upload into it can fail to replicate.',
    },
    help: {
      acls: 'Set Object Ownership to BucketOwnerEnforced, unless other accounts must own their objects.',
    },
  },
  *check(pair) {
    const { ownership } = pair.source;
    if (ownership.state !== 'known' && ownership.state !== 'absent') return;
    if (ownership.state === 'known' && ownership.value === 'BucketOwnerEnforced') return;
    const value = ownership.state === 'known' ? ownership.value : 'not set';
    yield {
      message: 'acls',
      data: { ...pairWords(pair), ownership: value },
      ...atSource(pair),
      pair,
      patches: [enforceOwnership(pair, 'source')],
      origin: ownership.origin ?? pair.origin,
    };
  },
});
