import { kmsKey } from '../../../scripts/fixtures/estate.mjs';
import { statement } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true },
  broken: {
    'the plain case': (s) => {
      statement(s, 'DecryptSource').Resource = '*';
      s.accounts[0].keys.push(
        kmsKey('arn:aws:kms:us-east-1:111122223333:key/cccc0000-1111-4222-8333-444444444444', '111122223333', []),
      );
    },
  },
};
