import { rule } from '../case-parts.mjs';

function inPartition(partition, name) {
  return (s, w) => {
    rule(s).Destination.Bucket = `arn:${partition}:s3:::${name ?? w.destination}`;
  };
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': inPartition('aws-cn'),
    'a bucket that nobody read': inPartition('aws-us-gov', 'archive'),
    'across accounts, with KMS': { correct: { crossAccount: true, kms: true }, change: inPartition('aws-cn') },
  },
  silent: {
    'another bucket of the same partition': inPartition('aws', 'archive'),
  },
};
