import { destinationBucket } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { twoWay: true },
  broken: {
    'the plain case': (s) => {
      destinationBucket(s).GetBucketReplication = {
        Error: { Code: 'ReplicationConfigurationNotFoundError', Message: '' },
      };
    },
  },
};
