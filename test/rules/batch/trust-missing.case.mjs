import { addJob, role, statement, trust } from '../case-parts.mjs';

function initiates(s) {
  statement(s, 'ReadSource').Action.push('s3:InitiateReplication');
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': initiates,
    'in whatever case the action is written': (s) => statement(s, 'ReadSource').Action.push('S3:initiatereplication'),
    'denied to it': (s) => {
      initiates(s);
      role(s).AssumeRolePolicyDocument.Statement.push({
        Effect: 'Deny',
        Principal: { Service: 'batchoperations.s3.amazonaws.com' },
        Action: 'sts:AssumeRole',
      });
    },
    'across accounts, with KMS': { correct: { crossAccount: true, kms: true }, change: initiates },
    'of a job that is given': addJob,
  },
  silent: {
    'a role that both services take': (s) => {
      initiates(s);
      trust(s).Principal.Service = ['s3.amazonaws.com', 'batchoperations.s3.amazonaws.com'];
    },
    'a role that is allowed everything': (s) => {
      statement(s, 'ReadSource').Action = 's3:*';
    },
  },
};
