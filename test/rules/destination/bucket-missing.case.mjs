import { destinationBucket, rule } from '../case-parts.mjs';

function gone(code) {
  return (s, w) => {
    s.accounts.at(-1).buckets.pop();
    s.accounts
      .at(-1)
      .buckets.push({ Name: w.destination, HeadBucket: { Error: { Code: code, Message: 'Not Found' } } });
  };
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': gone('404'),
    'as S3 names it elsewhere': gone('NoSuchBucket'),
    'in another account': { correct: { crossAccount: true }, change: gone('NotFound') },
    'a name with a slip of the pen': (s) => {
      rule(s).Destination.Bucket = 'arn:aws:s3:::orders-replika';
      s.externalBuckets = [{ Name: 'orders-replika', HeadBucket: { Error: { Code: '404', Message: 'Not Found' } } }];
    },
  },
  silent: {
    'a bucket that may not be looked at': (s, w) => {
      s.accounts[0].buckets.pop();
      s.externalBuckets = [{ Name: w.destination, HeadBucket: { Error: { Code: '403', Message: 'Forbidden' } } }];
    },
    'a bucket that was not collected': (s) => {
      s.accounts[0].buckets.pop();
    },
    'a bucket without a policy': (s) => {
      destinationBucket(s).GetBucketPolicy = { Error: { Code: 'NoSuchBucketPolicy', Message: '' } };
    },
  },
};
