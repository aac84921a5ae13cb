import { bucketPolicy } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { crossAccount: true },
  broken: {
    'the plain case': bucketPolicy((p) => {
      p.Statement[0].Action = ['s3:ReplicateTags'];
    }),
  },
};
