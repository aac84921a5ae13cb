import { otherAccount } from '../../../scripts/fixtures/estate.mjs';
import { trust } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => {
      trust(s).Principal = { Service: 's3.amazonaws.com', AWS: `arn:aws:iam::${otherAccount}:root` };
    },
  },
};
