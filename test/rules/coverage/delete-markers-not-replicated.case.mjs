import { rule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { deleteMarkers: true },
  broken: {
    'the plain case': (s) => {
      rule(s).DeleteMarkerReplication = { Status: 'Disabled' };
    },
  },
};
