import { destinationBucket } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { crossAccount: true },
  broken: {
    'the plain case': (s) => {
      destinationBucket(s).GetBucketRequestPayment = { Payer: 'Requester' };
    },
  },
};
