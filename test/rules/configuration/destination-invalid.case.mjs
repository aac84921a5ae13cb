import { rule } from '../case-parts.mjs';

function named(text) {
  return (s) => {
    rule(s).Destination.Bucket = text;
  };
}
const shared = { crossAccount: true, ownerOverride: true };

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': named('orders-replica'),
    'the name of a bucket that was not read': named('elsewhere'),
    'an address': named('s3://orders-replica'),
    'a folder': named('arn:aws:s3:::orders-replica/backup'),
    'all objects': named('arn:aws:s3:::orders-replica/*'),
    'an access point': named('arn:aws:s3:us-west-2:111122223333:accesspoint/orders'),
    'the ARN of a role': named('arn:aws:iam::111122223333:role/orders-replica'),
    'a storage class that S3 does not replicate to': (s) => {
      rule(s).Destination.StorageClass = 'FSX_OPENZFS';
    },
    'a new owner without an account': {
      correct: shared,
      change: (s) => {
        delete rule(s).Destination.Account;
      },
    },
  },
  silent: {
    'a directory bucket': named('arn:aws:s3express:us-west-2:111122223333:bucket/orders--usw2-az1--x-s3'),
    'another bucket, which was not read': named('arn:aws:s3:::elsewhere'),
    'another account without a new owner': {
      correct: { crossAccount: true },
      change: (s) => {
        delete rule(s).Destination.Account;
      },
    },
  },
};
