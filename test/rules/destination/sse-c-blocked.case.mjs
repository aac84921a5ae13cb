import { sourceBucket, destinationBucket } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => {
      sourceBucket(s).GetBucketEncryption.ServerSideEncryptionConfiguration.Rules[0].BlockedEncryptionTypes = {
        EncryptionType: ['NONE'],
      };
      destinationBucket(s).GetBucketEncryption.ServerSideEncryptionConfiguration.Rules[0].BlockedEncryptionTypes = {
        EncryptionType: ['SSE-C'],
      };
    },
  },
};
