import { rule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s, w) => {
      rule(s).Destination.Bucket = `arn:aws:s3:::${w.source}`;
    },
  },
};
