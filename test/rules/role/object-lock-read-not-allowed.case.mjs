import { without } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { objectLock: true },
  broken: {
    'the plain case': without('ReadSource', 's3:GetObjectLegalHold'),
  },
};
