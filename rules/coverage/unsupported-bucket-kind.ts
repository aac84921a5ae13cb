import { atSource, defineRule, pairWords } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'A bucket is of a type that replint does not judge',
    healthy: 'The buckets are of a type that replint judges',
    level: 'note',
    controls: { none: 'It says what is not judged, and judges nothing.' },
    why: 'Buckets on Outposts, directory buckets and table buckets replicate by other means and with other permissions, or not at all. What replint says about general purpose buckets does not hold for them.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      unsupported: '{{ReplicationRule}} of {{sourceBucket}} involves {{kind}}, which is not judged',
    },
    messages: {
      unsupported: '{{ReplicationRule}} of {{sourceBucket}} involves {{kind}}, which replint does not judge.',
    },
    help: {
      unsupported: 'Check it by hand against the AWS documentation of that bucket type.',
    },
  },
  *check(pair) {
    const kind = unsupportedKind(pair.replicationRule.Destination.Bucket) ?? unsupportedKind(pair.source.name);
    if (kind === null) return;
    yield { message: 'unsupported', data: { ...pairWords(pair), kind }, ...atSource(pair), pair, origin: pair.origin };
  },
});

function unsupportedKind(bucket: string): string | null {
  if (bucket.includes(':s3-outposts:')) return 'a bucket on Outposts';
  if (bucket.includes(':s3express:') || bucket.endsWith('--x-s3')) return 'a directory bucket';
  return bucket.includes(':s3tables:') ? 'a table bucket' : null;
}
