import { rule } from '../case-parts.mjs';

const id = 'mrk-00000000000000000000000000000001';
const [primary, absent] = ['us-east-1', 'us-west-2'].map((region) => `arn:aws:kms:${region}:111122223333:key/${id}`);

/** Of the replica key. */
function metadata(change) {
  return (s) => Object.assign(s.accounts[0].keys[1].DescribeKey.KeyMetadata, change);
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true },
  broken: {
    'the plain case': metadata({ KeyState: 'PendingDeletion' }),
    'the source key is disabled': (s) => {
      s.accounts[0].keys[0].DescribeKey.KeyMetadata.KeyState = 'Disabled';
    },
    'an asymmetric key': metadata({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }),
    'a key that does not exist': (s, w) => {
      s.accounts[0].keys[1] = { Arn: w.replicaKey, DescribeKey: { Error: { Code: 'NotFoundException' } } };
    },
    'a multi-Region key that was never replicated': (s) => {
      rule(s).Destination.EncryptionConfiguration.ReplicaKmsKeyID = absent;
      s.accounts[0].keys.push(
        { DescribeKey: { KeyMetadata: { KeyId: id, Arn: primary, KeyState: 'Enabled', MultiRegion: true } } },
        { Arn: absent, DescribeKey: { Error: { Code: 'NotFoundException' } } },
      );
    },
  },
  silent: {
    'the primary Region is being changed': metadata({ KeyState: 'Updating' }),
    'a state that AWS does not document': metadata({ KeyState: 'Resting' }),
  },
};
