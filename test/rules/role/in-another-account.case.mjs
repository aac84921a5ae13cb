import { otherAccount } from '../../../scripts/fixtures/estate.mjs';
import { configuration } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { crossAccount: true },
  broken: {
    'the role belongs to a third account': (s, w) => {
      configuration(s).Role = w.role.replace(w.sourceAccount, otherAccount);
    },
    'the role belongs to the owner of the destination': (s, w) => {
      configuration(s).Role = w.role.replace(w.sourceAccount, w.destinationAccount);
    },
    'the role belongs to another account, the buckets to one': {
      correct: {},
      change: (s, w) => {
        configuration(s).Role = w.role.replace(w.sourceAccount, '777788889999');
      },
    },
  },
};
