import { rule, secondRule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': secondRule({ Priority: 2 }),
    'of a narrower prefix and lower priority': secondRule({ Priority: 0, Filter: { Prefix: 'a/' } }),
    'of tags and lower priority': secondRule({ Priority: 0, Filter: { Tag: { Key: 'a', Value: 'b' } } }),
    'of two rules, one for a tag and one for everything else': (s, w) => {
      const hot = { Key: 'class', Value: 'hot' };
      rule(s).Filter = { Not: { Tag: hot } };
      secondRule({ ID: 'hot', Priority: 3, Filter: { Tag: hot } })(s, w);
      secondRule({ ID: 'rest', Priority: 0, Filter: {} })(s, w);
    },
  },
};
