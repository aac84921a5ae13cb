import { bucketPolicy } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { crossAccount: true },
  broken: {
    'the plain case': bucketPolicy((p) => {
      p.Statement.push({
        Effect: 'Allow',
        Principal: { AWS: 'AROAEXAMPLEDELETED01' },
        Action: 's3:ReplicateObject',
        Resource: p.Statement[0].Resource,
      });
    }),
  },
};
