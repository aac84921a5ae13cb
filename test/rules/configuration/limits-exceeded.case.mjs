import { configuration, rule, secondRule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => {
      rule(s).ID = 'x'.repeat(256);
    },
    'two rules of one ID': secondRule({ ID: 'everything', Priority: 2, Filter: { Prefix: 'a/' } }),
    'more than 1000 rules': (s) => {
      const { Rules } = configuration(s);
      for (let index = 0; index < 1000; index += 1)
        Rules.push({ ...rule(s), ID: `r${index}`, Priority: index + 2, Filter: { Prefix: `${index}/` } });
    },
  },
};
