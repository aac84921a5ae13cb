/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s, w) => {
      s.accounts[0].roles = [{ Arn: w.role, GetRole: { Error: { Code: 'NoSuchEntity', Message: '' } } }];
    },
  },
};
