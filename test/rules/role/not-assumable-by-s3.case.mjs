import { trust } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => {
      trust(s).Principal = { Service: 'ec2.amazonaws.com' };
    },
  },
};
