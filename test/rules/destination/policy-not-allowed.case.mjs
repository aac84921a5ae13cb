import { bucketPolicy, changePolicy, destinationBucket } from '../case-parts.mjs';

function first(change) {
  return bucketPolicy((p) => change(p.Statement[0]));
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { crossAccount: true },
  broken: {
    'the plain case': first((statement) => {
      statement.Action = ['s3:ReplicateTags'];
    }),
    'no policy': (s) => {
      destinationBucket(s).GetBucketPolicy = { Error: { Code: 'NoSuchBucketPolicy', Message: '' } };
    },
    'a role of the same name without its path': {
      correct: { crossAccount: true, rolePath: 'service-role/' },
      change: first((statement) => {
        statement.Principal.AWS = 'arn:aws:iam::111122223333:role/orders-replication';
      }),
    },
    'the service in place of the role': first((statement) => {
      statement.Principal = { Service: 's3.amazonaws.com' };
    }),
    'a prefix of its own': first((statement) => {
      statement.Resource = 'arn:aws:s3:::orders-replica/team-a/*';
    }),
    'two prefixes': first((statement) => {
      statement.Resource = ['arn:aws:s3:::orders-replica/team-a/*', 'arn:aws:s3:::orders-replica/team-b/*'];
    }),
    'the bucket in place of its objects': first((statement) => {
      statement.Resource = 'arn:aws:s3:::orders-replica';
    }),
    'a condition that replication does not meet': first((statement) => {
      statement.Condition = { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } };
    }),
    'a policy that counts as public': bucketPolicy((p) => {
      p.Statement.push({
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::orders-replica/public/*',
      });
    }),
    'owner override': {
      correct: { crossAccount: true, ownerOverride: true },
      change: first((statement) => {
        statement.Action = statement.Action.filter((action) => action !== 's3:ObjectOwnerOverrideToBucketOwner');
      }),
    },
  },
  silent: {
    'a policy that could not be read': (s) => {
      destinationBucket(s).GetBucketPolicy = { Error: { Code: 'AccessDenied', Message: '' } };
    },
    'the account of the role': first((statement) => {
      statement.Principal.AWS = 'arn:aws:iam::111122223333:root';
    }),
    'tags, which come with the object': (s) =>
      changePolicy(destinationBucket(s).GetBucketPolicy, (p) => {
        p.Statement[0].Action = 's3:ReplicateObject';
      }),
  },
};
