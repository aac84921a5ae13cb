import { sourceBucket } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => {
      const copy = structuredClone(sourceBucket(s));
      copy.Name = 'orders-eu';
      s.accounts[0].buckets.push(copy);
    },
  },
};
