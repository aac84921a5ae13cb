import { statement } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s, w) => {
      statement(s, 'WriteReplicas').Resource = [`arn:aws:s3:::${w.destination}/*`, `arn:aws:s3:::${w.source}/*`];
    },
  },
};
