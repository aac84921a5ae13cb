import { bucketPolicy } from '../case-parts.mjs';

const role = 'arn:aws:iam::111122223333:role/orders-replication';
const objects = 'arn:aws:s3:::orders-replica/*';

function first(change) {
  return bucketPolicy((p) => change(p.Statement[0]));
}
function one(statement) {
  return bucketPolicy((p) =>
    p.Statement.push({ Effect: 'Allow', Action: 's3:DeleteObject', Resource: objects, ...statement }),
  );
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { crossAccount: true },
  broken: {
    'the plain case': first((statement) => {
      statement.Principal = '*';
    }),
    'an organization': first((statement) => {
      statement.Principal = '*';
      statement.Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } };
    }),
    'the account of the role': first((statement) => {
      statement.Principal = { AWS: 'arn:aws:iam::111122223333:root' };
    }),
    'a foreign account': one({ Principal: { AWS: '777788889999' } }),
    'roles by a pattern': one({
      Principal: '*',
      Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } },
    }),
    'another role beside it': first((statement) => {
      statement.Principal.AWS = [role, 'arn:aws:iam::111122223333:role/another'];
    }),
    'a role of the account of the bucket': one({ Principal: { AWS: 'arn:aws:iam::444455556666:role/cleaner' } }),
    'a service': one({ Principal: { Service: 's3.amazonaws.com' } }),
    'whoever comes through an endpoint': one({
      Principal: '*',
      Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } },
    }),
    'the role may delete': first((statement) => {
      statement.Action.push('s3:DeleteObject');
    }),
    'within one account': {
      correct: {},
      change: (s) => {
        const statement = { Effect: 'Allow', Principal: '*', Action: 's3:Delete*', Resource: objects };
        s.accounts[0].buckets[1].GetBucketPolicy = {
          Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
        };
      },
    },
  },
  silent: {
    'anyone may read': bucketPolicy((p) =>
      p.Statement.push({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: objects }),
    ),
    'anyone whose ARN is that of the role': first((statement) => {
      statement.Principal = '*';
      statement.Condition = { ArnEquals: { 'aws:PrincipalArn': role } };
    }),
    'the account of the bucket': one({ Principal: { AWS: 'arn:aws:iam::444455556666:root' } }),
    'an organization that the configuration trusts': {
      settings: { trustedOrganizations: ['o-exampleorg1'] },
      change: one({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } } }),
    },
    'log delivery': bucketPolicy((p) =>
      p.Statement.push({
        Effect: 'Allow',
        Principal: { Service: 'logging.s3.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: objects,
      }),
    ),
  },
};
