import { rule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { prefix: 'logs/' },
  broken: {
    'the plain case': (s) => {
      rule(s).Filter = { Prefix: '/logs/' };
    },
  },
};
