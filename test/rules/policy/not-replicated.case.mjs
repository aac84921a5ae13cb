import { configuration, rule, sourceBucket } from '../case-parts.mjs';

function must(more) {
  return { bucket: null, tag: null, toRegions: [], toAccounts: [], reason: null, ...more };
}
const settings = { mustReplicate: [must({ bucket: 'orders', reason: 'orders are kept for ten years' })] };
const byTag = { mustReplicate: [must({ tag: { key: 'class', value: 'gold' } })] };

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  settings,
  broken: {
    'the plain case': (s) => {
      rule(s).Status = 'Disabled';
    },
    'no configuration': (s) => {
      sourceBucket(s).GetBucketReplication = {
        Error: { Code: 'ReplicationConfigurationNotFoundError', Message: '' },
      };
    },
    'no rule': (s) => {
      configuration(s).Rules = [];
    },
    'by a pattern of names': {
      settings: { mustReplicate: [must({ bucket: 'order?' })] },
      correct: {},
      change: (s) => {
        rule(s).Status = 'Disabled';
        sourceBucket(s).GetBucketTagging = { TagSet: [] };
      },
    },
  },
  silent: {
    'a configuration that could not be read': (s) => {
      sourceBucket(s).GetBucketReplication = { Error: { Code: 'AccessDenied', Message: '' } };
    },
    'a bucket without the tag': {
      settings: byTag,
      change: (s) => {
        rule(s).Status = 'Disabled';
        sourceBucket(s).GetBucketTagging = { TagSet: [{ Key: 'class', Value: 'silver' }] };
      },
    },
  },
};
