import { statement } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true },
  broken: {
    'the plain case': (s) => {
      delete statement(s, 'DecryptSource').Condition;
    },
  },
};
