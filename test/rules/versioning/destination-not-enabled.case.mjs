import { destinationBucket } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => {
      destinationBucket(s).GetBucketVersioning = { Status: 'Suspended' };
    },
  },
};
