import { rule, secondRule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => {
      rule(s).ExistingObjectReplication = { Status: 'Enabled' };
    },
    'in a second rule': secondRule({
      Priority: 2,
      Filter: { Prefix: 'a/' },
      ExistingObjectReplication: { Status: 'Enabled' },
    }),
    'below a prefix': (s) => {
      rule(s).Filter = { Prefix: 'a/' };
      rule(s).ExistingObjectReplication = { Status: 'Enabled' };
    },
  },
};
