import { secondRule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': secondRule({ Priority: 2 }),
    'of a narrower prefix and lower priority': secondRule({ Priority: 0, Filter: { Prefix: 'a/' } }),
    'of tags and lower priority': secondRule({ Priority: 0, Filter: { Tag: { Key: 'a', Value: 'b' } } }),
  },
};
