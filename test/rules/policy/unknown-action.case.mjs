import { bucketPolicy, keyPolicy, statement } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => statement(s, 'WriteReplicas').Action.push('s3:ReplicationTags'),
    'a pattern that matches nothing': (s) => statement(s, 'WriteReplicas').Action.push('s3:Replicates*'),
    'in a bucket policy': {
      correct: { crossAccount: true },
      change: bucketPolicy((p) => p.Statement[0].Action.push('s3:ReplicateObjects')),
    },
    'in a key policy': {
      correct: { kms: true },
      change: keyPolicy(0, (p) => {
        p.Statement.push({
          Effect: 'Allow',
          Principal: p.Statement[0].Principal,
          Action: 'kms:Decript',
          Resource: '*',
        });
      }),
    },
    'nothing near': (s) => statement(s, 'ReadSource').Action.push('s3:Xyzzy'),
  },
  silent: {
    'whatever case': (s) => statement(s, 'WriteReplicas').Action.push('S3:replicatetags'),
    'a pattern': (s) => statement(s, 'WriteReplicas').Action.push('s3:Replicate?ags'),
    'a service that is not looked at': (s) => statement(s, 'WriteReplicas').Action.push('ec2:ReplicateTags'),
  },
};
