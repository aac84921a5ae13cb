import { rule, sourceBucket } from '../case-parts.mjs';

const id = 'mrk-00000000000000000000000000000001';

function related(s) {
  rule(s).Destination.EncryptionConfiguration = { UseSourceMultiRegionKey: { Status: 'Enabled' } };
  const [{ ApplyServerSideEncryptionByDefault: byDefault }] =
    sourceBucket(s).GetBucketEncryption.ServerSideEncryptionConfiguration.Rules;
  byDefault.KMSMasterKeyID = `arn:aws:kms:us-east-1:111122223333:key/${id}`;
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true },
  broken: {
    'the plain case: nothing is known of either key': related,
    'the related key was read': (s) => {
      related(s);
      const Arn = `arn:aws:kms:us-west-2:111122223333:key/${id}`;
      s.accounts[0].keys.push({
        DescribeKey: { KeyMetadata: { KeyId: id, Arn, KeyState: 'Enabled', MultiRegion: true } },
      });
    },
    'the source key lists its replicas': (s) => {
      related(s);
      const Arn = `arn:aws:kms:us-east-1:111122223333:key/${id}`;
      const MultiRegionConfiguration = { PrimaryKey: { Region: 'us-east-1' }, ReplicaKeys: [{ Region: 'us-west-2' }] };
      s.accounts[0].keys.push({
        DescribeKey: {
          KeyMetadata: { KeyId: id, Arn, KeyState: 'Enabled', MultiRegion: true, MultiRegionConfiguration },
        },
      });
    },
  },
};
