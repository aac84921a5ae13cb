import { rule, sourceBucket } from '../case-parts.mjs';

const id = 'mrk-00000000000000000000000000000001';
const source = `arn:aws:kms:us-east-1:111122223333:key/${id}`;
const related = `arn:aws:kms:us-west-2:111122223333:key/${id}`;

function askForRelated(s) {
  rule(s).Destination.EncryptionConfiguration = { UseSourceMultiRegionKey: { Status: 'Enabled' } };
}

function encryptWith(s, key) {
  const [{ ApplyServerSideEncryptionByDefault: byDefault }] =
    sourceBucket(s).GetBucketEncryption.ServerSideEncryptionConfiguration.Rules;
  byDefault.KMSMasterKeyID = key;
}

function metadata(Arn, configuration) {
  const KeyId = Arn.slice(Arn.lastIndexOf('/') + 1);
  return { DescribeKey: { KeyMetadata: { KeyId, Arn, KeyState: 'Enabled', MultiRegion: true, ...configuration } } };
}

const onlyPrimary = {
  MultiRegionConfiguration: { MultiRegionKeyType: 'PRIMARY', PrimaryKey: { Region: 'us-east-1' }, ReplicaKeys: [] },
};

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true },
  broken: {
    'the plain case: a key of one Region': askForRelated,
    'the AWS managed key': (s) => {
      askForRelated(s);
      encryptWith(s, 'alias/aws/s3');
    },
    'a multi-Region key whose replica does not exist': (s) => {
      askForRelated(s);
      encryptWith(s, source);
      s.accounts[0].keys.push({ Arn: related, DescribeKey: { Error: { Code: 'NotFoundException' } } });
    },
    'a multi-Region key that lists its replicas': (s) => {
      askForRelated(s);
      encryptWith(s, source);
      s.accounts[0].keys.push(metadata(source, onlyPrimary));
    },
  },
};
