import { destinationBucket } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  settings: {
    mustReplicate: [{ bucket: 'orders', tag: null, toRegions: ['us-west-2'], toAccounts: [], reason: null }],
  },
  broken: {
    'the plain case': (s) => {
      destinationBucket(s).BucketRegion = 'eu-west-1';
    },
  },
};
