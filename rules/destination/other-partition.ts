import { atDestination, correctPartition, defineRule, pairWords } from '../../src/engine/model.js';
import { sameText } from '../../src/policy/index.js';
import { bucketArn } from '../../src/estate/arn.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'Source and destination are in different partitions',
    healthy: 'Source and destination are in the same partition',
    level: 'error',
    controls: ['S3.7', 'PCI DSS v4.0.1/10.3.3', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.14'],
    why: 'Replication never crosses partitions (aws, aws-cn, aws-us-gov): the credentials of one do not work in another.',
    sources: ['https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html'],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      other: '{{ReplicationRule}} of {{sourceBucket}} names a destination in another partition',
    },
    messages: {
      other:
        '{{ReplicationRule}} on {{sourceBucket}} (partition {{sourcePartition}}) names a destination in partition {{destinationPartition}}.| |Nothing replicates between partitions.',
    },
    help: {
      other: 'Name a destination bucket in partition {{sourcePartition}}{{known}}.',
    },
  },
  *check(pair) {
    const { partition } = pair.destination;
    if (partition === '' || sameText(pair.source.partition, partition) !== false) return;
    const patches = correctPartition(pair);
    const isKnown = patches.some(({ value }) => value !== null);
    const data = {
      ...pairWords(pair),
      sourcePartition: pair.source.partition,
      destinationPartition: pair.destination.partition,
      known: isKnown
        ? `: ${bucketArn({ partition: pair.source.partition, name: pair.destination.name })} is there`
        : '',
    };
    yield { message: 'other', data, ...atDestination(pair), pair, patches, origin: pair.origin };
  },
});
