import { bucketPolicy, keyPolicy, statements } from '../case-parts.mjs';

const role = 'arn:aws:iam::111122223333:role/orders-replication';

function granted(Action, Resource) {
  return (s) => statements(s).push({ Effect: 'Allow', Action, Resource });
}
function ofKey(Action, Resource) {
  const change = keyPolicy(0, (p) =>
    p.Statement.push({
      Effect: 'Allow',
      Principal: { AWS: role },
      Action,
      ...(Resource === undefined ? {} : { Resource }),
    }),
  );
  return { correct: { kms: true }, change };
}
function ofBucket(more) {
  const change = bucketPolicy((p) => p.Statement.push({ Effect: 'Allow', Principal: { AWS: role }, ...more }));
  return { correct: { crossAccount: true }, change };
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': granted('s3:ListBucket', 'arn:aws:s3:::orders/*'),
    'an object action on a bucket': granted('s3:ReplicateObject', 'arn:aws:s3:::orders-replica'),
    'an alias as a key': granted('kms:Decrypt', 'arn:aws:kms:us-east-1:111122223333:alias/orders'),
    'KMS on a bucket': granted(['kms:Encrypt', 'kms:GenerateDataKey'], 'arn:aws:s3:::orders-replica/*'),
    'S3 on a key': granted('s3:GetObjectVersionForReplication', 'arn:aws:kms:us-east-1:111122223333:key/*'),
    'a key policy with a bucket as its resource': ofKey('kms:Decrypt', 'arn:aws:s3:::orders'),
    'a key policy with objects as its resource': ofKey(
      ['kms:Decrypt', 'kms:Encrypt'],
      ['arn:aws:s3:::orders/*', 'arn:aws:s3:::orders'],
    ),
    'a key policy with another key': ofKey('kms:*', 'arn:aws:kms:us-east-1:111122223333:key/another'),
    'a key policy with an alias': ofKey('kms:Decrypt', 'arn:aws:kms:us-east-1:111122223333:alias/orders'),
    'a key policy without a resource': ofKey('kms:Decrypt', undefined),
    'a bucket policy for another bucket': ofBucket({
      Action: 's3:ReplicateObject',
      Resource: 'arn:aws:s3:::another/*',
    }),
    'replication by the service': ofBucket({
      Principal: { Service: 's3.amazonaws.com' },
      Action: 's3:ReplicateObject',
      Resource: 'arn:aws:s3:::orders-replica/*',
    }),
  },
  silent: {
    'a key policy for itself': ofKey('kms:Decrypt', '*'),
    'a key policy with a pattern of keys': ofKey('kms:Decrypt', 'arn:aws:kms:us-east-1:111122223333:key/*'),
    'a bucket among its objects': granted(['s3:ListBucket'], ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*']),
    'all buckets by a pattern': ofBucket({ Action: 's3:ReplicateObject', Resource: 'arn:aws:s3:::orders-*/*' }),
  },
};
