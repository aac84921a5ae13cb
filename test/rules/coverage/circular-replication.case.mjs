import { destinationBucket, rule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { twoWay: true },
  broken: {
    'the plain case': (s) => {
      delete destinationBucket(s).GetBucketReplication.ReplicationConfiguration.Rules[0].SourceSelectionCriteria;
    },
    'the other direction asks for it alone': (s) => {
      delete rule(s).SourceSelectionCriteria;
    },
    'neither direction asks for it': (s) => {
      delete rule(s).SourceSelectionCriteria;
      delete destinationBucket(s).GetBucketReplication.ReplicationConfiguration.Rules[0].SourceSelectionCriteria;
    },
  },
};
