import { destinationBucket, rule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { crossAccount: true },
  broken: {
    'the plain case': (s) => {
      rule(s).Destination.Account = '999999999999';
    },
    'the account of the source': (s) => {
      rule(s).Destination.Account = '111122223333';
    },
    'within one account': {
      correct: {},
      change: (s) => {
        rule(s).Destination.Account = '444455556666';
      },
    },
    'with KMS and owner override': {
      correct: { crossAccount: true, kms: true, ownerOverride: true },
      change: (s) => {
        rule(s).Destination.Account = '777788889999';
      },
    },
  },
  silent: {
    'no account named': (s) => {
      delete rule(s).Destination.Account;
    },
    'an owner that nobody knows': (s) => {
      destinationBucket(s).HeadBucket = { Error: { Code: '403', Message: 'Forbidden' } };
      s.externalBuckets = [destinationBucket(s)];
      s.accounts[1].buckets.pop();
      rule(s).Destination.Account = '999999999999';
    },
  },
};
