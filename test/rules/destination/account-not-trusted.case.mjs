import { rule } from '../case-parts.mjs';

function away(s) {
  s.accounts.pop();
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { crossAccount: true },
  broken: {
    'the plain case': away,
    'with KMS': { correct: { crossAccount: true, kms: true }, change: away },
    'named by the rule alone': (s) => {
      s.accounts.pop();
      rule(s).Destination.Account = '777788889999';
    },
    'another account is trusted': {
      settings: { trustedAccounts: ['777788889999'] },
      change: away,
    },
  },
  silent: {
    'an account that the configuration trusts': { settings: { trustedAccounts: ['444455556666'] }, change: away },
    'no account named': (s) => {
      s.accounts.pop();
      delete rule(s).Destination.Account;
    },
  },
};
