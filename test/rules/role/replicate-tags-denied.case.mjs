import { bucketPolicy, denyInOrganization, denyInRole, statements, without } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the role denies it everywhere': (s) =>
      statements(s).push({ Sid: 'NoTags', Effect: 'Deny', Action: 's3:ReplicateTags', Resource: '*' }),
    'the role denies it for some keys': denyInRole('s3:ReplicateTags', {
      Resource: 'arn:aws:s3:::orders-replica/secret/*',
    }),
    'an organization policy denies it': { correct: { scp: true }, change: denyInOrganization('s3:ReplicateTags') },
    'the bucket policy of the destination denies it': {
      correct: { crossAccount: true },
      change: bucketPolicy((p) => {
        p.Statement.push({
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:ReplicateTags',
          Resource: 'arn:aws:s3:::orders-replica/*',
        });
      }),
    },
  },
  silent: {
    'nothing allows it, which is enough': without('WriteReplicas', 's3:ReplicateTags'),
  },
};
