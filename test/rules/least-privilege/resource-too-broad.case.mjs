import { statement } from '../case-parts.mjs';

function on(sid, Resource) {
  return (s) => {
    statement(s, sid).Resource = Resource;
  };
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': on('ReadSource', '*'),
    'every bucket': on('ReadSource', 'arn:aws:s3:::*/*'),
    'buckets that begin alike': on('ReadSource', 'arn:aws:s3:::orders*'),
    'one more bucket': on('WriteReplicas', ['arn:aws:s3:::orders-replica/*', 'arn:aws:s3:::ledger/*']),
    'configurations of every bucket': on('ReadConfiguration', 'arn:aws:s3:::*'),
    'other keys of its own bucket, at most a note': {
      correct: { prefix: 'logs/' },
      change: on('ReadSource', 'arn:aws:s3:::orders/*'),
    },
    'other keys on both sides, at most a note': {
      correct: { prefix: 'logs/', crossAccount: true },
      change: (s) => {
        on('ReadSource', 'arn:aws:s3:::orders/*')(s);
        on('WriteReplicas', 'arn:aws:s3:::orders-replica/*')(s);
      },
    },
  },
  silent: {
    'a policy without the stars': on('ReadSource', ['arn:aws:s3:::orders/*']),
    'the bucket beside its objects, where it never matches': on('WriteReplicas', [
      'arn:aws:s3:::orders-replica',
      'arn:aws:s3:::orders-replica/*',
    ]),
  },
};
