import { configuration } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the role does not exist': (s, w) => {
      s.accounts[0].roles = [{ Arn: w.role, GetRole: { Error: { Code: 'NoSuchEntity', Message: '' } } }];
    },
    'the role of another account does not exist': {
      correct: { crossAccount: true },
      change: (s, w) => {
        s.accounts[0].roles = [{ Arn: w.role, GetRole: { Error: { Code: 'NoSuchEntity', Message: '' } } }];
      },
    },
    'a role below a path does not exist': {
      correct: { rolePath: 'service-role/' },
      change: (s, w) => {
        s.accounts[0].roles = [{ Arn: w.role, GetRole: { Error: { Code: 'NoSuchEntity', Message: '' } } }];
      },
    },
  },
  silent: {
    'its name is written in other case': (s) => {
      configuration(s).Role = configuration(s).Role.replace('orders-', 'Orders-');
    },
    'nobody asked for it': (s) => {
      s.accounts[0].roles = [];
    },
    'it could not be read': (s, w) => {
      s.accounts[0].roles = [{ Arn: w.role, GetRole: { Error: { Code: 'AccessDenied', Message: '' } } }];
    },
  },
};
