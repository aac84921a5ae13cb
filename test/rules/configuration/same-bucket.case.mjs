import { rule, secondRule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s, w) => {
      rule(s).Destination.Bucket = `arn:aws:s3:::${w.source}`;
    },
    'in a second rule': (s, w) => {
      secondRule({ Priority: 2, Filter: { Prefix: 'a/' } })(s, w);
      rule(s).Destination = { ...rule(s).Destination };
      rule(s).Destination.Bucket = `arn:aws:s3:::${w.source}`;
    },
    'below a prefix': (s, w) => {
      rule(s).Filter = { Prefix: 'a/' };
      rule(s).Destination.Bucket = `arn:aws:s3:::${w.source}`;
    },
  },
};
