import { shortList } from '../../src/basics/short-list.js';
import { atDestination, defineRule, pairWords } from '../../src/engine/model.js';
import { destinationOf } from '../../src/replication/configuration/destination-of.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The destination replicates further, but replicas are not replicated again',
    healthy: 'Nothing relies on replicas being replicated again',
    level: 'note',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.14'],
    why: 'Live replication does not replicate replicas. If A replicates to B and B to C, objects of A never reach C. S3 Batch Replication can copy them.',
    whenNot: 'Skip this rule if nobody expects the replicas in the second destination.',
    sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html'],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      chain: 'Objects of {{sourceBucket}} do not reach {{next}}: replicas are not replicated again',
    },
    messages: {
      chain:
        'Destination bucket {{destinationBucket}} of {{replicationRule}} replicates to {{next}}, but replicas are not replicated again|: |objects of {{sourceBucket}} do not reach {{next}}.',
    },
    help: {
      chain:
        'If {{next}} is meant to hold them, add it as a second destination to the configuration of {{sourceBucket}}.',
    },
  },
  *check(pair) {
    const onward = pair.destination.bucket?.replication;
    if (onward?.state !== 'known') return;
    const names = onward.value.Rules.filter((rule) => rule.Status === 'Enabled').map(
      (rule) => destinationOf(rule)?.name ?? rule.Destination.Bucket,
    );
    const next = [...new Set(names)]
      .filter((name) => name !== pair.source.name && name !== pair.destination.name)
      .sort();
    if (next.length === 0) return;
    const shown = shortList(next, 3);
    yield {
      message: 'chain',
      data: { ...pairWords(pair), next: shown },
      ...atDestination(pair),
      pair,
      origin: onward.origin,
    };
  },
});
