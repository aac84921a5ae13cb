import { keyIdOfArn } from '../../src/estate/arn.js';
import {
  changeReplicaKey,
  defineRule,
  isMultiRegionId,
  type Pair,
  pairWords,
  relatedIn,
} from '../../src/engine/model.js';
import { sameText } from '../../src/policy/index.js';

export default defineRule({
  subject: 'pair',
  meta: {
    title: 'The replica key is not in the Region of the destination bucket',
    healthy: 'The replica key is in the Region of the destination bucket',
    level: 'error',
    controls: ['S3.7', 'S3.17', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.24'],
    why: "S3 encrypts a replica with a key of the destination bucket's Region. It does not check the key when it stores the configuration, and a key of another Region fails every KMS-encrypted object. Multi-Region keys are not an exception: S3 treats the key in each Region as a separate key.",
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html',
      'https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html',
    ],
    needs: ['GetBucketReplication', 'ListBuckets'],
    failureReasons: ['DstKmsKeyNotFound', 'DstPutObjectNotPermitted'],
    headlines: {
      other: 'Replica key {{key}} is in {{keyRegion}}, but bucket {{destinationBucket}} is in {{region}}',
    },
    messages: {
      other:
        'Replica key {{key}} of {{replicationRule}} on {{sourceBucket}} is in {{keyRegion}}, but destination bucket {{destinationBucket}} is in {{region}}|: |every KMS-encrypted object ends in status FAILED.',
    },
    help: {
      other: 'Name a key of {{region}} in ReplicaKmsKeyID{{hint}}.',
    },
  },
  *check(pair) {
    const key = pair.kms.replicaKey;
    const { region } = pair.destination;
    if (!pair.facts.replicatesKms || key === null || key.region === null || region === null) return;
    if (sameText(key.region, region) !== false) return;
    const arn = key.arn ?? key.configured ?? '';
    const data = { ...pairWords(pair), key: arn, keyRegion: key.region, region, hint: hintOf(pair, arn, region) };
    yield {
      message: 'other',
      data,
      resource: arn,
      account: key.account,
      region: key.region,
      pair,
      patches: [changeReplicaKey(pair)],
      origin: pair.origin,
    };
  },
});

/** A multi-Region key may have a replica there. */
function hintOf({ estate }: Pair, key: string, region: string): string {
  if (!isMultiRegionId(keyIdOfArn(key) ?? '')) return '';
  const { arn, state } = relatedIn(estate, key, region);
  if (state === 'found') return `, such as the replica of this multi-Region key there: ${arn}`;
  return state === 'not-replicated'
    ? `. This multi-Region key was never replicated to ${region}: after kms:ReplicateKey its replica there is ${arn}`
    : `. If this multi-Region key was replicated to ${region}, its replica there is ${arn}`;
}
