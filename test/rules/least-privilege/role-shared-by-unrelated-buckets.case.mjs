import { sourceBucket } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => {
      for (const name of ['a', 'b', 'c', 'd'])
        s.accounts[0].buckets.push({ ...structuredClone(sourceBucket(s)), Name: `orders-${name}` });
    },
  },
};
