import { rule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => {
      rule(s).Filter = { Tag: { Key: 'class', Value: 'gold' } };
    },
    'a tag beside a prefix': (s) => {
      rule(s).Filter = { And: { Prefix: 'a/', Tags: [{ Key: 'class', Value: 'gold' }] } };
    },
    'two tags': (s) => {
      rule(s).Filter = {
        And: {
          Tags: [
            { Key: 'class', Value: 'gold' },
            { Key: 'tier', Value: '' },
          ],
        },
      };
    },
  },
};
