import { otherAccount } from '../../../scripts/fixtures/estate.mjs';
import { configuration } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { crossAccount: true },
  broken: {
    'the plain case': (s, w) => {
      configuration(s).Role = w.role.replace(w.sourceAccount, otherAccount);
    },
  },
};
