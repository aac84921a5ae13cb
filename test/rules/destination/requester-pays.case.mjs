import { destinationBucket } from '../case-parts.mjs';

function pays(payer) {
  return (s) => {
    destinationBucket(s).GetBucketRequestPayment = payer;
  };
}
const requester = pays({ Payer: 'Requester' });

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { crossAccount: true },
  broken: {
    'the plain case': requester,
    'with KMS': { correct: { crossAccount: true, kms: true }, change: requester },
    'with delete markers and a prefix': {
      correct: { crossAccount: true, deleteMarkers: true, prefix: 'logs/' },
      change: requester,
    },
  },
  silent: {
    'within one account': { correct: {}, change: requester },
    'the owner pays': pays({ Payer: 'BucketOwner' }),
    'not read': pays({ Error: { Code: 'AccessDenied', Message: '' } }),
  },
};
