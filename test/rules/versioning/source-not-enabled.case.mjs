import { sourceBucket } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'versioning was never switched on': (s) => {
      sourceBucket(s).GetBucketVersioning = {};
    },
    'versioning is suspended': (s) => {
      sourceBucket(s).GetBucketVersioning = { Status: 'Suspended' };
    },
    'versioning is suspended, with MFA delete': (s) => {
      sourceBucket(s).GetBucketVersioning = { Status: 'Suspended', MFADelete: 'Enabled' };
    },
    'versioning is suspended, in two Regions and accounts': {
      correct: { crossAccount: true, kms: true },
      change: (s) => {
        sourceBucket(s).GetBucketVersioning = { Status: 'Suspended' };
      },
    },
  },
  silent: {
    'it could not be read': (s) => {
      sourceBucket(s).GetBucketVersioning = { Error: { Code: 'AccessDenied', Message: '' } };
    },
    'nobody asked': (s) => {
      delete sourceBucket(s).GetBucketVersioning;
    },
  },
};
