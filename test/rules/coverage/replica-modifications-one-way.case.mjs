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
    'the other direction is disabled': (s) => {
      destinationBucket(s).GetBucketReplication.ReplicationConfiguration.Rules[0].Status = 'Disabled';
    },
    'the other direction does not ask for it': (s) => {
      delete destinationBucket(s).GetBucketReplication.ReplicationConfiguration.Rules[0].SourceSelectionCriteria;
    },
  },
};
