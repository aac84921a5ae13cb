import { rule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { crossAccount: true, kms: true },
  broken: {
    'the key of the source account': (s) => {
      rule(s).Destination.EncryptionConfiguration.ReplicaKmsKeyID = 'arn:aws:kms:us-west-2:111122223333:alias/aws/s3';
    },
    'the key of the destination account': (s) => {
      rule(s).Destination.EncryptionConfiguration.ReplicaKmsKeyID = 'arn:aws:kms:us-west-2:444455556666:alias/aws/s3';
    },
    'an alias without an account': (s) => {
      rule(s).Destination.EncryptionConfiguration.ReplicaKmsKeyID = 'alias/aws/s3';
    },
  },
  silent: {
    'one account': {
      correct: { kms: true },
      change: (s) => {
        rule(s).Destination.EncryptionConfiguration.ReplicaKmsKeyID = 'arn:aws:kms:us-west-2:111122223333:alias/aws/s3';
      },
    },
  },
};
