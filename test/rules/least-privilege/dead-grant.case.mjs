import { statements } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s, w) =>
      statements(s).push({ Effect: 'Allow', Action: 's3:ListBucket', Resource: `arn:aws:s3:::${w.source}/*` }),
  },
};
