import { rule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { metrics: false },
  broken: {
    'the plain case': (s) => {
      rule(s).Destination.ReplicationTime = { Status: 'Enabled', Time: { Minutes: 15 } };
    },
    'metrics are switched off': (s) => {
      rule(s).Destination.ReplicationTime = { Status: 'Enabled', Time: { Minutes: 15 } };
      rule(s).Destination.Metrics = { Status: 'Disabled' };
    },
    'another number of minutes': (s) => {
      rule(s).Destination.ReplicationTime = { Status: 'Enabled', Time: { Minutes: 30 } };
      rule(s).Destination.Metrics = { Status: 'Enabled', EventThreshold: { Minutes: 30 } };
    },
    'S3 RTC without a threshold': (s) => {
      rule(s).Destination.ReplicationTime = { Status: 'Enabled', Time: { Minutes: 15 } };
      rule(s).Destination.Metrics = { Status: 'Enabled' };
    },
    'S3 RTC without a time': (s) => {
      rule(s).Destination.ReplicationTime = { Status: 'Enabled' };
      rule(s).Destination.Metrics = { Status: 'Enabled', EventThreshold: { Minutes: 15 } };
    },
    'S3 RTC without a status': (s) => {
      rule(s).Destination.ReplicationTime = { Time: { Minutes: 15 } };
      rule(s).Destination.Metrics = { Status: 'Enabled' };
    },
  },
};
