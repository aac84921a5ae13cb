import { destinationBucket } from '../case-parts.mjs';

function must(more) {
  return { mustReplicate: [{ bucket: 'orders', tag: null, toRegions: [], toAccounts: [], reason: null, ...more }] };
}
function elsewhere(s) {
  destinationBucket(s).BucketRegion = 'eu-west-1';
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  settings: must({ toRegions: ['us-west-2'] }),
  broken: {
    'the plain case': elsewhere,
    'none of several Regions, with a reason': {
      settings: must({ toRegions: ['us-west-2', 'ca-central-1'], reason: 'data stays in North America' }),
      change: elsewhere,
    },
    'another account': {
      correct: { crossAccount: true },
      settings: must({ toRegions: ['us-west-2'], toAccounts: ['444455556666'] }),
      change: elsewhere,
    },
  },
  silent: {
    'one of several': { settings: must({ toRegions: ['eu-west-1', 'us-west-2'] }), change: elsewhere },
    'a Region that is not known': (s) => {
      delete destinationBucket(s).BucketRegion;
    },
    'another bucket': { settings: must({ bucket: 'ledger', toRegions: ['us-west-2'] }), change: elsewhere },
  },
};
