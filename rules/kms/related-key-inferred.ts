import { defineRule, pairWords } from '../../src/engine/model.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The permissions on a related multi-Region key are inferred, not documented',
    healthy: 'Replicas are encrypted with a key that the rule names',
    level: 'note',
    controls: ['S3.7', 'S3.17', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.24'],
    why: 'UseSourceMultiRegionKey is new, and no AWS page says which permissions S3 needs on the related key. replint assumes those on a replica key that the rule names: kms:Encrypt for the replication role.',
    whenNot: 'Skip this rule once you have seen an object of the bucket replicate.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_EncryptionConfiguration.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html',
    ],
    needs: ['GetBucketReplication'],
    failureReasons: [],
    headlines: {
      inferred: 'Which permissions S3 needs on related multi-Region key {{key}} is not documented',
    },
    messages: {
      inferred:
        '{{ReplicationRule}} of {{sourceBucket}} encrypts replicas with related multi-Region key {{key}}. Which permissions that needs is not documented|: |kms:Encrypt was judged, as on a named replica key.',
    },
    help: { inferred: 'Upload one object and look at its replication status, or name the key in ReplicaKmsKeyID.' },
  },
  *check(pair) {
    if (!pair.facts.replicatesKms || pair.kms.replicaKey !== null) return;
    for (const related of pair.kms.relatedKeys ?? []) {
      if (related.state !== 'found') continue;
      const { arn, configured, account, region } = related.key;
      const key = arn ?? configured ?? '';
      yield {
        message: 'inferred',
        data: { ...pairWords(pair), key },
        resource: key,
        account,
        region,
        pair,
        discriminator: key,
        origin: pair.origin,
      };
    }
  },
});
