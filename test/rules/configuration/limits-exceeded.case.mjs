import { rule, secondRule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => {
      rule(s).ID = 'x'.repeat(256);
    },
    'an ID beyond ASCII': (s) => {
      rule(s).ID = 'alles für später';
    },
    'two rules of one ID': secondRule({ ID: 'everything', Priority: 2, Filter: { Prefix: 'a/' } }),
    'a long ID of a second rule': secondRule({ ID: 'y'.repeat(300), Priority: 2, Filter: { Prefix: 'a/' } }),
  },
};
