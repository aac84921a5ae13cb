import { rule, secondRule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { tag: true },
  broken: {
    'the plain case': (s) => {
      rule(s).DeleteMarkerReplication = { Status: 'Enabled' };
    },
    'a tag beside a prefix': (s) => {
      rule(s).Filter = { And: { Prefix: 'a/', Tags: [{ Key: 'class', Value: 'gold' }] } };
      rule(s).DeleteMarkerReplication = { Status: 'Enabled' };
    },
    'in a second rule': secondRule({
      Priority: 2,
      Filter: { Tag: { Key: 'tier', Value: 'b' } },
      DeleteMarkerReplication: { Status: 'Enabled' },
    }),
  },
};
