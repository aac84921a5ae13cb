import { rule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  settings: {
    mustReplicate: [
      { bucket: 'orders', tag: null, toRegions: [], toAccounts: [], reason: 'orders are kept for ten years' },
    ],
  },
  broken: {
    'the plain case': (s) => {
      rule(s).Status = 'Disabled';
    },
  },
};
