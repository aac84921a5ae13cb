import { allow, role, statement, statements } from '../case-parts.mjs';

function more(Action, Resource = 'arn:aws:s3:::orders-replica/*') {
  return (s) => statements(s).push(allow(Action, Resource));
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => statement(s, 'WriteReplicas').Action.push('s3:DeleteObject'),
    everything: more('*', '*'),
    'everything of S3': more('s3:*', '*'),
    'everything but one action': (s) =>
      statements(s).push({ Effect: 'Allow', NotAction: 's3:DeleteBucket', Resource: '*' }),
    'another service': more(['ec2:*', 'lambda:InvokeFunction'], '*'),
    'KMS without a key in play': more('kms:Decrypt', '*'),
    'handing the role on': more(['iam:PassRole', 'sts:AssumeRole'], '*'),
    'delete markers, which no rule replicates': more('s3:ReplicateDelete'),
    'owner override, which no rule asks for': more('s3:ObjectOwnerOverrideToBucketOwner'),
    'delete markers into any bucket': more('s3:ReplicateDelete', 'arn:aws:s3:::*/*'),
    'a managed policy': (s) => {
      const arn = 'arn:aws:iam::aws:policy/AmazonS3FullAccess';
      role(s).AttachedManagedPolicies = [{ PolicyName: 'AmazonS3FullAccess', PolicyArn: arn }];
      s.accounts[0].policies.push({
        PolicyName: 'AmazonS3FullAccess',
        Arn: arn,
        DefaultVersionId: 'v1',
        PolicyVersionList: [
          {
            VersionId: 'v1',
            IsDefaultVersion: true,
            Document: { Version: '2012-10-17', Statement: [allow(['s3:*', 's3-object-lambda:*'], '*')] },
          },
        ],
      });
    },
  },
  silent: {
    'what AWS disputes': more('s3:ReplicateTags'),
    annotations: more('s3:ReplicateObjectAnnotation'),
    'what the boundary takes away': {
      correct: { boundary: true },
      change: (s) => {
        statements(s).push(allow('iam:PassRole', '*'));
      },
    },
    'what a Deny takes away': (s) => {
      statements(s).push(allow('s3:DeleteObject', '*'), { Effect: 'Deny', Action: 's3:Delete*', Resource: '*' });
    },
    'KMS where the objects of a KMS bucket are not selected yet': {
      correct: { kms: true },
      change: (s) => {
        delete s.accounts[0].buckets[0].GetBucketReplication.ReplicationConfiguration.Rules[0].SourceSelectionCriteria;
      },
    },
  },
};
