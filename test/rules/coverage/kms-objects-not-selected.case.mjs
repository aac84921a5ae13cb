import { rule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true },
  broken: {
    'the plain case': (s) => {
      delete rule(s).SourceSelectionCriteria;
      delete rule(s).Destination.EncryptionConfiguration;
    },
  },
};
