import { rule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { metrics: false },
  broken: {
    'the plain case': (s) => {
      rule(s).Destination.ReplicationTime = { Status: 'Enabled', Time: { Minutes: 15 } };
    },
  },
};
