import { rule, sourceBucket } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => {
      delete rule(s).Destination.Metrics;
    },
    'metrics are switched off': (s) => {
      rule(s).Destination.Metrics = { Status: 'Disabled' };
    },
    'metrics that nobody hears': (s) => {
      sourceBucket(s).GetBucketNotificationConfiguration = {
        TopicConfigurations: [{ Events: ['s3:ObjectCreated:*'] }],
      };
    },
  },
};
