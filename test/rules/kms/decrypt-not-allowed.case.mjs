import { statement } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true },
  broken: {
    'the plain case': (s, w) => {
      statement(s, 'DecryptSource').Resource = w.replicaKey;
    },
  },
};
