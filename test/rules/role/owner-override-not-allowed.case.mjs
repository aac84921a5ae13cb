import { covers, denyInOrganization, denyInRole, destinationBucket, narrowBoundary, without } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { crossAccount: true, ownerOverride: true },
  broken: {
    'no statement allows it': without('WriteReplicas', 's3:ObjectOwnerOverrideToBucketOwner'),
    'the statement covers other objects': covers(
      'WriteReplicas',
      ({ destination }) => `arn:aws:s3:::${destination}-old/*`,
    ),
    'the role denies it': denyInRole('s3:ObjectOwnerOverrideToBucketOwner'),
    'the boundary leaves it out': {
      correct: { crossAccount: true, ownerOverride: true, boundary: true },
      change: narrowBoundary('kms:*'),
    },
    'an organization policy denies it': {
      correct: { crossAccount: true, ownerOverride: true, scp: true },
      change: denyInOrganization('s3:ObjectOwnerOverrideToBucketOwner'),
    },
  },
  silent: {
    'the override is not asked for': {
      correct: { crossAccount: true },
      change: without('WriteReplicas', 's3:ObjectOwnerOverrideToBucketOwner'),
    },
    'whether ACLs are disabled at the destination was not read': (s) => {
      without('WriteReplicas', 's3:ObjectOwnerOverrideToBucketOwner')(s);
      delete destinationBucket(s).GetBucketOwnershipControls;
    },
  },
};
