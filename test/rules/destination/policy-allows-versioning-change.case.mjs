import { bucketPolicy } from '../case-parts.mjs';

const role = 'arn:aws:iam::111122223333:role/orders-replication';

function lets(statement) {
  return bucketPolicy((p) => {
    p.Statement.push({
      Effect: 'Allow',
      Principal: { AWS: role },
      Action: 's3:PutBucketVersioning',
      Resource: 'arn:aws:s3:::orders-replica',
      ...statement,
    });
  });
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { crossAccount: true },
  broken: {
    'the plain case': lets({}),
    'a pattern of actions': lets({ Action: ['s3:Put*', 's3:Replicate*'], Resource: '*' }),
    'everything but one action': lets({ Action: undefined, NotAction: 's3:DeleteBucket' }),
    'the account of the role': lets({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } }),
    'a condition on the role': lets({ Principal: '*', Condition: { ArnEquals: { 'aws:PrincipalArn': role } } }),
    'a pattern of roles': lets({
      Principal: '*',
      Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } },
    }),
    'the session of the role': lets({
      Principal: { AWS: 'arn:aws:sts::111122223333:assumed-role/orders-replication/s3-replication' },
    }),
  },
  silent: {
    'on objects, where it never applies': lets({ Resource: 'arn:aws:s3:::orders-replica/*' }),
    'another role': lets({ Principal: { AWS: 'arn:aws:iam::111122223333:role/other' } }),
    'the account of the bucket': lets({ Principal: { AWS: 'arn:aws:iam::444455556666:root' } }),
    'a Deny': lets({ Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::111122223333:role/other' } }),
    'reading it': lets({ Action: 's3:GetBucketVersioning' }),
  },
};
