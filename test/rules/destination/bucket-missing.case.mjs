/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s, w) => {
      s.accounts[0].buckets[1] = { Name: w.destination, HeadBucket: { Error: { Code: '404', Message: 'Not Found' } } };
    },
  },
};
