import { atSource, defineRule, pairWords } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The configuration asks for existing objects, which live replication does not copy',
    healthy: 'The configuration does not ask for existing objects',
    level: 'warning',
    controls: ['S3.7', 'ISO/IEC 27001:2022 A.8.9', 'ISO/IEC 27001:2022 A.8.13'],
    why: 'ExistingObjectReplication is no longer supported, and S3 refuses a new configuration that has it (MalformedXML). Only S3 Batch Replication copies existing objects.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationRule.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-batch.html',
      'https://github.com/hashicorp/terraform-provider-aws/issues/43746',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      asked: '{{ReplicationRule}} of {{sourceBucket}} asks for existing objects, which S3 no longer copies',
    },
    messages: {
      asked:
        '{{ReplicationRule}} of {{sourceBucket}} asks for existing objects to be replicated, which S3 no longer supports|: |objects from before the rule are not replicated.',
    },
    help: {
      asked: 'Remove ExistingObjectReplication and run an S3 Batch Replication job once.',
    },
  },
  *check(pair) {
    if (pair.replicationRule.ExistingObjectReplication?.Status !== 'Enabled') return;
    yield { message: 'asked', data: pairWords(pair), ...atSource(pair), pair, origin: pair.origin };
  },
});
