import { atSource, defineRule, pairWords } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The code may create the replication configuration before versioning is enabled',
    healthy: 'The code enables versioning on both buckets before it creates the replication configuration',
    level: 'warning',
    controls: ['S3.7', 'S3.14', 'ISO/IEC 27001:2022 A.8.9', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'S3 rejects a replication configuration while versioning is not enabled on the source or the destination bucket. Deployment tools create resources that do not depend on each other at the same time, in any order. So the first deployment fails now and then, and passes when it is repeated.',
    limits:
      'This rule only looks at infrastructure code that creates both, and only fires if the code shows that nothing orders them. Buckets that already have versioning need no order.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html',
      'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_replication_configuration',
    ],
    needs: ['UnorderedVersioning'],
    failureReasons: [],
    headlines: {
      unordered: 'Replication of {{sourceBucket}} can be created before versioning of {{unordered}}',
    },
    messages: {
      unordered:
        'Nothing makes the replication configuration of {{sourceBucket}} wait for versioning of {{unordered}}|: |S3 rejects {{replicationRule}} if it is created first.',
    },
    help: {
      unordered:
        'Make the replication configuration depend on versioning of {{unordered}}: `depends_on` in Terraform, `DependsOn` in CloudFormation, or a reference to it.',
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
