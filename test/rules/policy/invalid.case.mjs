import { bucketPolicy, keyPolicy, role, statement, statements } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => {
      statement(s, 'WriteReplicas').Effect = 'allow';
    },
    'a statement without an action': (s) => {
      delete statement(s, 'ReadSource').Action;
    },
    'an element that does not exist': (s) => {
      statements(s).push({ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*', Conditions: {} });
    },
    'a version that does not exist': (s) => {
      role(s).RolePolicyList[0].PolicyDocument.Version = '2012-10-18';
    },
    'a principal in an identity-based policy': (s) => {
      statement(s, 'ReadSource').Principal = '*';
    },
    'a bucket policy without a principal': {
      correct: { crossAccount: true },
      change: bucketPolicy((p) => {
        delete p.Statement[0].Principal;
      }),
    },
    'an operator that does not exist': {
      correct: { kms: true },
      change: keyPolicy(0, (p) => {
        p.Statement[0].Condition = { StringIs: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } };
      }),
    },
  },
  silent: {
    'one statement without a list': (s) => {
      role(s).RolePolicyList[0].PolicyDocument.Statement = {
        Effect: 'Allow',
        Action: ['s3:*'],
        Resource: '*',
      };
    },
    'no version': (s) => {
      delete role(s).RolePolicyList[0].PolicyDocument.Version;
    },
  },
};
