import { rule, secondRule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { deleteMarkers: true },
  broken: {
    'the plain case': (s) => {
      rule(s).DeleteMarkerReplication = { Status: 'Disabled' };
    },
    'no word on it': (s) => {
      delete rule(s).DeleteMarkerReplication;
    },
    'in the second of two rules': secondRule({
      Priority: 2,
      Filter: { Prefix: 'a/' },
      DeleteMarkerReplication: { Status: 'Disabled' },
    }),
  },
};
