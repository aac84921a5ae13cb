import { rule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => {
      rule(s).Destination.Bucket = 'arn:aws:s3-outposts:us-east-1:111122223333:outpost/op-1/bucket/orders-replica';
    },
  },
};
