import { destinationBucket, sourceBucket } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the uploader owns its objects': (s) => {
      sourceBucket(s).GetBucketOwnershipControls.OwnershipControls.Rules[0].ObjectOwnership = 'ObjectWriter';
    },
    'the bucket owner is only preferred': (s) => {
      sourceBucket(s).GetBucketOwnershipControls.OwnershipControls.Rules[0].ObjectOwnership = 'BucketOwnerPreferred';
    },
    'the bucket has no ownership controls': (s) => {
      sourceBucket(s).GetBucketOwnershipControls = { Error: { Code: 'OwnershipControlsNotFoundError', Message: '' } };
    },
  },
  silent: {
    'the ownership controls could not be read': (s) => {
      sourceBucket(s).GetBucketOwnershipControls = { Error: { Code: 'AccessDenied', Message: '' } };
    },
    'the destination leaves ownership to uploaders': (s) => {
      destinationBucket(s).GetBucketOwnershipControls.OwnershipControls.Rules[0].ObjectOwnership = 'ObjectWriter';
    },
  },
};
