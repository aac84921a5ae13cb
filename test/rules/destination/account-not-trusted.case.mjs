/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { crossAccount: true },
  broken: {
    'the plain case': (s) => {
      s.accounts.pop();
    },
  },
};
