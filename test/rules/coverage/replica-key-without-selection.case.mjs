import { rule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true },
  broken: {
    'the plain case': (s) => {
      delete rule(s).Destination.EncryptionConfiguration;
    },
    'a key without the selection': (s) => {
      delete rule(s).SourceSelectionCriteria;
    },
    'a key, and the selection switched off': (s) => {
      rule(s).SourceSelectionCriteria = { SseKmsEncryptedObjects: { Status: 'Disabled' } };
    },
  },
};
