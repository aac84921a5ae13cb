import { rule } from '../case-parts.mjs';

const id = 'mrk-00000000000000000000000000000001';

function arnIn(region) {
  return `arn:aws:kms:${region}:111122223333:key/${id}`;
}

function name(s, key) {
  rule(s).Destination.EncryptionConfiguration.ReplicaKmsKeyID = key;
}

function described(Arn, KeyMetadata) {
  return { DescribeKey: { KeyMetadata: { KeyId: id, Arn, KeyState: 'Enabled', MultiRegion: true, ...KeyMetadata } } };
}

const onlyPrimary = {
  MultiRegionConfiguration: { MultiRegionKeyType: 'PRIMARY', PrimaryKey: { Region: 'us-east-1' }, ReplicaKeys: [] },
};

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true },
  broken: {
    'the plain case': (s, w) => {
      name(s, w.sourceKey);
    },
    'a multi-Region key with a replica there': (s) => {
      name(s, arnIn('us-east-1'));
      s.accounts[0].keys.push(described(arnIn('us-east-1')), described(arnIn('us-west-2')));
    },
    'a multi-Region key that was never replicated': (s) => {
      name(s, arnIn('us-east-1'));
      s.accounts[0].keys.push(described(arnIn('us-east-1'), onlyPrimary));
    },
    'a multi-Region key of which nothing was read': (s) => {
      name(s, arnIn('eu-west-1'));
    },
    'an alias of another Region': (s) => {
      name(s, 'arn:aws:kms:eu-west-1:111122223333:alias/replicas');
    },
  },
};
