import { bucketPolicy } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { crossAccount: true },
  broken: {
    'the value of a condition key': bucketPolicy((p) => {
      p.Statement[1].Condition = { BoolIfExists: { 'aws:SecureTransport': 'false' } };
    }),
    'whether S3 makes the request': {
      correct: { crossAccount: true, deleteMarkers: true },
      change: (s) => {
        const [own] = s.accounts[0].buckets[0].GetBucketReplication.ReplicationConfiguration.Rules;
        own.Prefix = '';
        for (const name of ['Filter', 'Priority', 'DeleteMarkerReplication']) delete own[name];
      },
    },
    'a key state': {
      correct: { kms: true },
      change: (s) => {
        s.accounts[0].keys[1].DescribeKey.KeyMetadata.KeyState = 'Hibernating';
      },
    },
    'a statement that nobody can read for sure': bucketPolicy((p) => {
      p.Statement[1].Condition = {};
    }),
  },
};
