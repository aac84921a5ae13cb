import { statement } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => statement(s, 'WriteReplicas').Action.push('s3:DeleteObject'),
  },
};
