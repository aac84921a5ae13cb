import { destinationBucket, rule, sourceBucket, statements } from '../case-parts.mjs';

function passOver(s) {
  delete rule(s).SourceSelectionCriteria;
  delete rule(s).Destination.EncryptionConfiguration;
}

function defaultOf(bucket) {
  return bucket.GetBucketEncryption.ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault;
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true },
  broken: {
    'nothing else is wrong': passOver,
    'dual-layer encryption': (s) => {
      passOver(s);
      defaultOf(sourceBucket(s)).SSEAlgorithm = 'aws:kms:dsse';
    },
    'the role has no KMS rights, and may not write replicas': (s) => {
      passOver(s);
      const own = statements(s);
      own.splice(0, own.length, ...own.filter(({ Sid }) => Sid === 'ReadConfiguration' || Sid === 'ReadSource'));
    },
    'the destination bucket has no KMS key by default': (s) => {
      passOver(s);
      destinationBucket(s).GetBucketEncryption.ServerSideEncryptionConfiguration.Rules = [
        { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
      ];
    },
    'the source key is disabled': (s) => {
      passOver(s);
      s.accounts[0].keys[0].DescribeKey.KeyMetadata.KeyState = 'Disabled';
    },
    'the selection is there and off': (s) => {
      rule(s).SourceSelectionCriteria.SseKmsEncryptedObjects.Status = 'Disabled';
    },
  },
  silent: {
    'the source does not encrypt with KMS': (s) => {
      passOver(s);
      defaultOf(sourceBucket(s)).SSEAlgorithm = 'AES256';
      delete defaultOf(sourceBucket(s)).KMSMasterKeyID;
    },
    'the replication rule is disabled': (s) => {
      passOver(s);
      rule(s).Status = 'Disabled';
    },
  },
};
