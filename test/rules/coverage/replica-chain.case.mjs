import { destinationBucket, sourceBucket } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => {
      const copy = structuredClone(sourceBucket(s).GetBucketReplication);
      copy.ReplicationConfiguration.Rules[0].Destination.Bucket = 'arn:aws:s3:::orders-third';
      destinationBucket(s).GetBucketReplication = copy;
    },
    'to two further buckets': (s) => {
      const copy = structuredClone(sourceBucket(s).GetBucketReplication);
      const { Rules } = copy.ReplicationConfiguration;
      Rules[0].Destination.Bucket = 'arn:aws:s3:::orders-third';
      Rules.push({ ...structuredClone(Rules[0]), ID: 'second', Priority: 2 });
      Rules[1].Destination.Bucket = 'arn:aws:s3:::orders-fourth';
      destinationBucket(s).GetBucketReplication = copy;
    },
    'of part of the objects': (s) => {
      const copy = structuredClone(sourceBucket(s).GetBucketReplication);
      const [first] = copy.ReplicationConfiguration.Rules;
      first.Destination.Bucket = 'arn:aws:s3:::orders-third';
      first.Filter = { Prefix: 'a/' };
      destinationBucket(s).GetBucketReplication = copy;
    },
  },
};
