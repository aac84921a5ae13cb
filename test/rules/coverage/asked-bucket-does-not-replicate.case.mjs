import { configuration, sourceBucket } from '../case-parts.mjs';

const notConfigured = { Error: { Code: 'ReplicationConfigurationNotFoundError', Message: '' } };

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  buckets: ['orders'],
  broken: {
    'it has no replication configuration': (s) => {
      sourceBucket(s).GetBucketReplication = notConfigured;
    },
    'its replication configuration has no rules': (s) => {
      configuration(s).Rules = [];
    },
    'it is the destination of another bucket': {
      correct: { twoWay: true },
      change: (s) => {
        sourceBucket(s).GetBucketReplication = notConfigured;
      },
    },
    'it is the destination, and whether it replicates on was not read': {
      correct: { twoWay: true },
      change: (s) => {
        delete sourceBucket(s).GetBucketReplication;
      },
    },
  },
  silent: {
    'nobody asks about it': {
      buckets: [],
      change: (s) => {
        sourceBucket(s).GetBucketReplication = notConfigured;
      },
    },
    'its replication configuration could not be read': (s) => {
      sourceBucket(s).GetBucketReplication = { Error: { Code: 'AccessDenied', Message: '' } };
    },
    'its only replication rule is disabled': (s) => {
      configuration(s).Rules[0].Status = 'Disabled';
    },
  },
};
