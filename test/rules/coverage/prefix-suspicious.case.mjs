import { rule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { prefix: 'logs/' },
  broken: {
    'the plain case': (s) => {
      rule(s).Filter = { Prefix: '/logs/' };
    },
    'a wildcard': (s) => {
      rule(s).Filter = { Prefix: 'logs/*' };
    },
    'an ARN': (s) => {
      rule(s).Filter = { Prefix: 'arn:aws:s3:::orders/logs/' };
    },
    'the name of the bucket, beside tags': (s, w) => {
      rule(s).Filter = { And: { Prefix: `${w.source}/logs/`, Tags: [{ Key: 'a', Value: 'b' }] } };
    },
  },
};
