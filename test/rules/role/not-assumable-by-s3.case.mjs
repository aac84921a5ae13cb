import { role, trust } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the trust policy names another service': (s) => {
      trust(s).Principal = { Service: 'ec2.amazonaws.com' };
    },
    'the trust policy names an account': (s) => {
      trust(s).Principal = { AWS: 'arn:aws:iam::111122223333:root' };
    },
    'the trust policy allows another action': (s) => {
      trust(s).Action = 'sts:TagSession';
    },
    'the trust policy denies it': (s) => {
      role(s).AssumeRolePolicyDocument.Statement.push({ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' });
    },
    'a condition shuts S3 out': (s) => {
      trust(s).Condition = { StringEquals: { 'sts:ExternalId': 'secret' } };
    },
  },
  silent: {
    'another service may assume it as well': (s) => {
      trust(s).Principal = { Service: ['s3.amazonaws.com', 'batchoperations.s3.amazonaws.com'] };
    },
  },
};
