import { destinationBucket, sourceBucket, without } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true },
  broken: {
    'a key policy was refused': (s) => {
      s.accounts[0].keys[1].GetKeyPolicy = { Error: { Code: 'AccessDeniedException', Message: 'not authorized' } };
    },
    'the default encryption of the source was not read': (s) => {
      delete sourceBucket(s).GetBucketEncryption;
    },
    'the replication configuration was refused': (s) => {
      sourceBucket(s).GetBucketReplication = { Error: { Code: 'AccessDenied', Message: '' } };
    },
    'no role was listed': (s) => {
      delete s.accounts[0].roles;
      s.accounts[0].GetAccountAuthorizationDetails = { Error: { Code: 'AccessDenied', Message: '' } };
    },
    'organization policies were not read': (s) => {
      delete s.accounts[0].organization;
    },
    'a setting that a requirement depends on was refused': {
      correct: { crossAccount: true, ownerOverride: true },
      change: (s) => {
        without('WriteReplicas', 's3:ObjectOwnerOverrideToBucketOwner')(s);
        destinationBucket(s).GetBucketOwnershipControls = { Error: { Code: 'AccessDenied', Message: '' } };
      },
    },
  },
  silent: {
    'what nothing depends on was not read': (s) => {
      delete sourceBucket(s).GetBucketTagging;
      delete sourceBucket(s).GetBucketLifecycleConfiguration;
    },
  },
};
