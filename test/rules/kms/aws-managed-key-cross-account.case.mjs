import { rule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { crossAccount: true, kms: true },
  broken: {
    'the plain case': (s) => {
      rule(s).Destination.EncryptionConfiguration.ReplicaKmsKeyID = 'arn:aws:kms:us-west-2:111122223333:alias/aws/s3';
    },
  },
};
