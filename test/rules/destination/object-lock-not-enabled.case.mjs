import { destinationBucket } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { objectLock: true },
  broken: {
    'the plain case': (s) => {
      destinationBucket(s).GetObjectLockConfiguration = {
        Error: { Code: 'ObjectLockConfigurationNotFoundError', Message: '' },
      };
    },
  },
};
