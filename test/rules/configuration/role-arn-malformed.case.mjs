import { configuration } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => {
      configuration(s).Role = 'orders-replication';
    },
  },
};
