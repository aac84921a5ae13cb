import { allow, statement, statements } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s, w) => {
      statement(s, 'WriteReplicas').Resource = [`arn:aws:s3:::${w.destination}/*`, `arn:aws:s3:::${w.source}/*`];
    },
    'reads of the destination': (s, w) => {
      statement(s, 'ReadSource').Resource = [`arn:aws:s3:::${w.source}/*`, `arn:aws:s3:::${w.destination}/*`];
    },
    'the two names swapped': (s, w) => {
      statement(s, 'WriteReplicas').Resource = `arn:aws:s3:::${w.source}/*`;
      statement(s, 'ReadSource').Resource = `arn:aws:s3:::${w.destination}/*`;
    },
    'delete markers at the source': (s, w) => {
      statements(s).push(allow('s3:ReplicateDelete', `arn:aws:s3:::${w.source}/logs/*`));
    },
  },
  silent: {
    'everything, which is something else': (s) => {
      statement(s, 'WriteReplicas').Resource = '*';
    },
    'both ways': {
      correct: { twoWay: true },
      change: (s) => {
        s.accounts[0].roles[0].Tags = [];
      },
    },
  },
};
