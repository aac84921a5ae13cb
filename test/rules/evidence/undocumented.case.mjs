import { bucketPolicy } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { crossAccount: true },
  broken: {
    'the plain case': bucketPolicy((p) => {
      p.Statement[1].Condition = { BoolIfExists: { 'aws:SecureTransport': 'false' } };
    }),
  },
};
