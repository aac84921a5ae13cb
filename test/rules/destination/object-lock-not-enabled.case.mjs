import { destinationBucket, sourceBucket } from '../case-parts.mjs';

const none = { Error: { Code: 'ObjectLockConfigurationNotFoundError', Message: '' } };

function withoutLock(s) {
  destinationBucket(s).GetObjectLockConfiguration = none;
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { objectLock: true },
  broken: {
    'the plain case': withoutLock,
    'across accounts': { correct: { objectLock: true, crossAccount: true }, change: withoutLock },
    'a configuration that says nothing': (s) => {
      destinationBucket(s).GetObjectLockConfiguration = { ObjectLockConfiguration: {} };
    },
  },
  silent: {
    'a source without Object Lock': (s) => {
      withoutLock(s);
      sourceBucket(s).GetObjectLockConfiguration = none;
    },
    'a destination that was not read': (s) => {
      delete destinationBucket(s).GetObjectLockConfiguration;
    },
    'a destination with a default retention': (s) => {
      destinationBucket(s).GetObjectLockConfiguration.ObjectLockConfiguration.Rule = {
        DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 },
      };
    },
  },
};
