import { keyPolicy } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { crossAccount: true, kms: true },
  broken: {
    'the plain case': keyPolicy(0, (p) => {
      p.Statement.pop();
    }),
  },
};
