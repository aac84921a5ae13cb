import { statement } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true, sourceBucketKey: true, destinationBucketKey: true },
  broken: {
    'the plain case': (s) => {
      statement(s, 'EncryptReplicas').Action = ['kms:Encrypt'];
    },
  },
};
