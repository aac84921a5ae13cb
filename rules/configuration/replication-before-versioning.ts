import { atSource, defineRule, pairWords } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The code may put the replication configuration before versioning is enabled',
    healthy: 'The code enables versioning of both buckets before it puts the replication configuration',
    level: 'warning',
    controls: ['S3.7', 'S3.14', 'ISO/IEC 27001:2022 A.8.9', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'S3 refuses a replication configuration while versioning of the source or the destination bucket is not enabled. Tools make what does not depend on each other at the same time, in any order: the first deployment then fails now and then, and passes when it is repeated.',
    limits:
      'Speaks of infrastructure code that makes both, and only where the code shows that nothing orders them. Buckets that have versioning already need no order.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html',
      'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_replication_configuration',
    ],
    needs: ['UnorderedVersioning'],
    failureReasons: [],
    headlines: {
      unordered: 'Replication of {{sourceBucket}} can be configured before versioning of {{unordered}}',
    },
    messages: {
      unordered:
        'Nothing orders the replication configuration of {{sourceBucket}} behind versioning of {{unordered}}|: |S3 refuses {{replicationRule}} where it comes first.',
    },
    help: {
      unordered:
        'Let the replication configuration depend on versioning of {{unordered}}: `depends_on` in Terraform, `DependsOn` in CloudFormation, or a reference to it.',
    },
  },
  *check(pair) {
    const { unorderedVersioning: unordered } = pair.source;
    if (unordered.state !== 'known') return;
    const names = [pair.source.name, pair.destination.name].filter((name) => unordered.value.includes(name));
    if (names.length === 0) return;
    yield {
      message: 'unordered',
      data: { ...pairWords(pair), unordered: names.join(' and ') },
      ...atSource(pair),
      pair,
      origin: unordered.origin,
    };
  },
});
