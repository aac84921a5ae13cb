import { statement, without } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true, sourceBucketKey: true, destinationBucketKey: true },
  broken: {
    'neither right is there': (s) => {
      statement(s, 'EncryptReplicas').Action = ['kms:Encrypt'];
    },
    'kms:Decrypt is missing': without('EncryptReplicas', 'kms:Decrypt'),
    'kms:GenerateDataKey is missing': without('EncryptReplicas', 'kms:GenerateDataKey'),
    'only the destination has a Bucket Key': {
      correct: { kms: true, destinationBucketKey: true },
      change: (s) => {
        statement(s, 'EncryptReplicas').Action = ['kms:Encrypt'];
      },
    },
  },
  silent: {
    'no Bucket Key is in play': {
      correct: { kms: true },
      change: (s) => {
        statement(s, 'EncryptReplicas').Action = ['kms:Encrypt'];
      },
    },
  },
};
