import { rule, secondRule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => {
      rule(s).Status = 'Disabled';
    },
    'the second of two': secondRule({ Priority: 2, Filter: { Prefix: 'a/' }, Status: 'Disabled' }),
    'both of two': (s, w) => {
      rule(s).Status = 'Disabled';
      secondRule({ Priority: 2, Filter: { Prefix: 'a/' } })(s, w);
    },
  },
};
