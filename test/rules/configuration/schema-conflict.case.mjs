import { rule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => {
      delete rule(s).Priority;
    },
    'no word on delete markers': (s) => {
      delete rule(s).DeleteMarkerReplication;
    },
    'a Priority without a Filter': (s) => {
      delete rule(s).Filter;
      rule(s).Prefix = '';
    },
    'a Prefix beside the Filter': (s) => {
      rule(s).Prefix = 'a/';
    },
  },
};
