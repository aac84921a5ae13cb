/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true },
  broken: {
    'the plain case': (s) => {
      s.accounts[0].keys[1].GetKeyPolicy = { Error: { Code: 'AccessDeniedException', Message: 'not authorized' } };
    },
  },
};
