import { destinationBucket } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'versioning is suspended': (s) => {
      destinationBucket(s).GetBucketVersioning = { Status: 'Suspended' };
    },
    'versioning was never switched on': (s) => {
      destinationBucket(s).GetBucketVersioning = {};
    },
    'versioning is suspended, with MFA delete': (s) => {
      destinationBucket(s).GetBucketVersioning = { Status: 'Suspended', MFADelete: 'Enabled' };
    },
    'versioning is suspended, in two Regions and accounts': {
      correct: { crossAccount: true, kms: true },
      change: (s) => {
        destinationBucket(s).GetBucketVersioning = { Status: 'Suspended' };
      },
    },
  },
  silent: {
    'it could not be read': (s) => {
      destinationBucket(s).GetBucketVersioning = { Error: { Code: 'AccessDenied', Message: '' } };
    },
    'nobody asked': (s) => {
      delete destinationBucket(s).GetBucketVersioning;
    },
  },
};
