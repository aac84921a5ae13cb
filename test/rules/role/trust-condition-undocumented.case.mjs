import { trust } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => {
      trust(s).Condition = { StringEquals: { 'aws:SourceAccount': '111122223333' } };
    },
  },
};
