import { sourceBucket, destinationBucket } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => {
      const copy = structuredClone(sourceBucket(s).GetBucketReplication);
      copy.ReplicationConfiguration.Rules[0].Destination.Bucket = 'arn:aws:s3:::orders-third';
      destinationBucket(s).GetBucketReplication = copy;
    },
  },
};
