import { without } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { deleteMarkers: true },
  broken: {
    'the plain case': without('WriteReplicas', 's3:ReplicateDelete'),
  },
};
