import { configuration, secondRule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': secondRule({ Filter: { Prefix: 'a/' } }),
    'three rules, two of one priority': (s, w) => {
      secondRule({ Priority: 2, Filter: { Prefix: 'a/' } })(s, w);
      secondRule({ ID: 'third', Priority: 2, Filter: { Prefix: 'b/' } })(s, w);
    },
    'to different destinations': (s, w) => {
      secondRule({ Filter: { Prefix: 'a/' } })(s, w);
      const { Rules } = configuration(s);
      Rules[1].Destination = { ...Rules[1].Destination, Bucket: 'arn:aws:s3:::orders-third' };
    },
  },
};
