import { secondRule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': secondRule({ Filter: { Prefix: 'a/' } }),
  },
};
