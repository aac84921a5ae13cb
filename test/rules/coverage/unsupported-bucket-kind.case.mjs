import { rule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => {
      rule(s).Destination.Bucket = 'arn:aws:s3-outposts:us-east-1:111122223333:outpost/op-1/bucket/orders-replica';
    },
    'a directory bucket': (s) => {
      rule(s).Destination.Bucket = 'arn:aws:s3express:us-east-1:111122223333:bucket/orders--use1-az4--x-s3';
    },
    'a table bucket': (s) => {
      rule(s).Destination.Bucket = 'arn:aws:s3tables:us-east-1:111122223333:bucket/orders';
    },
  },
};
