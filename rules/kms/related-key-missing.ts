import {
  changeReplicaKey,
  defineRule,
  type Pair,
  pairWords,
  placeText,
  type Problem,
  type RelatedKey,
} from '../../src/engine/model.js';

export default defineRule<'pair'>({
  subject: 'pair',
  meta: {
    title: 'There is no related multi-Region key at the destination',
    healthy: 'With UseSourceMultiRegionKey, the source key has a related key in the Region of the destination',
    level: 'error',
    controls: ['S3.7', 'S3.17', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.24'],
    why: 'With UseSourceMultiRegionKey, S3 encrypts a replica with the multi-Region key of the destination Region that is related to the source key. A single-Region key has no related keys, and a multi-Region key has one only in the Regions that it was replicated to. S3 stores the configuration all the same.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_EncryptionConfiguration.html',
      'https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html',
    ],
    limits:
      'Which permissions S3 needs on the related key is not documented. It is judged like a replica key that the rule names: kms:Encrypt for the replication role.',
    needs: ['GetBucketReplication', 'GetBucketEncryption', 'DescribeKey'],
    failureReasons: [],
    headlines: {
      singleRegion: 'Source key {{key}} of {{sourceBucket}} is not a multi-Region key',
      notReplicated: 'Multi-Region key {{key}} of {{sourceBucket}} was never replicated to {{region}}',
    },
    messages: {
      singleRegion:
        '{{ReplicationRule}} of {{sourceBucket}} enables UseSourceMultiRegionKey, but source key {{key}} ({{place}}) is not a multi-Region key: there is no related key to encrypt replicas with.| |Objects that are encrypted with it are not replicated.',
      notReplicated:
        '{{ReplicationRule}} of {{sourceBucket}} enables UseSourceMultiRegionKey, but multi-Region key {{key}} ({{place}}) was never replicated to {{region}}: there is no related key to encrypt replicas with.| |Objects that are encrypted with it are not replicated.',
    },
    help: {
      singleRegion:
        'Name a key of the destination Region in Destination.EncryptionConfiguration.ReplicaKmsKeyID in place of UseSourceMultiRegionKey, or encrypt the source bucket with a multi-Region key that has a replica there.',
      notReplicated:
        'Replicate the key to {{region}} (kms:ReplicateKey), or name another key of that Region in Destination.EncryptionConfiguration.ReplicaKmsKeyID.',
    },
  },
  *check(pair) {
    if (!pair.facts.replicatesKms || pair.kms.replicaKey !== null) return;
    for (const related of pair.kms.relatedKeys ?? []) yield* problems(pair, related);
  },
});

function* problems(pair: Pair, related: RelatedKey): Iterable<Problem> {
  if (related.state === 'found' || related.state === 'open') return;
  const { arn, configured, account, region } = related.source;
  const key = arn ?? configured ?? 'alias/aws/s3';
  yield {
    message: related.state === 'single-region' ? 'singleRegion' : 'notReplicated',
    data: {
      ...pairWords(pair),
      key,
      place: placeText(account, region),
      region:
        related.state === 'not-replicated' ? related.region : (pair.destination.region ?? 'the destination Region'),
    },
    resource: key,
    account,
    region,
    pair,
    discriminator: key,
    patches: [changeReplicaKey(pair)],
    origin: pair.origin,
  };
}
