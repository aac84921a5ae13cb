import { bucketPolicy } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { crossAccount: true },
  broken: {
    'the plain case': bucketPolicy((p) => {
      p.Statement.push({
        Effect: 'Allow',
        Principal: p.Statement[0].Principal,
        Action: 's3:PutBucketVersioning',
        Resource: 'arn:aws:s3:::orders-replica',
      });
    }),
  },
};
