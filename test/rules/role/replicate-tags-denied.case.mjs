import { statements } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) =>
      statements(s).push({ Sid: 'NoTags', Effect: 'Deny', Action: 's3:ReplicateTags', Resource: '*' }),
  },
};
