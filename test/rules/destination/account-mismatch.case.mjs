import { rule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { crossAccount: true },
  broken: {
    'the plain case': (s) => {
      rule(s).Destination.Account = '999999999999';
    },
  },
};
