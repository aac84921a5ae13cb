import {
  covers,
  denyInOrganization,
  denyInRole,
  narrowBoundary,
  sourceBucket,
  statement,
  without,
} from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'no statement allows it': without('ReadSource', 's3:GetObjectVersionAcl'),
    'the statement covers other objects': covers('ReadSource', ({ source }) => `arn:aws:s3:::${source}-old/*`),
    'the role denies it': denyInRole('s3:GetObjectVersionForReplication'),
    'the boundary leaves it out': { correct: { boundary: true }, change: narrowBoundary('kms:*') },
    'an organization policy denies it': {
      correct: { scp: true },
      change: denyInOrganization('s3:GetObjectVersionForReplication'),
    },
    'the configuration cannot be read': without('ReadConfiguration', 's3:GetReplicationConfiguration'),
    'the statement covers the bucket, not its objects': covers('ReadSource', ({ source }) => `arn:aws:s3:::${source}`),
    'the bucket policy of the source denies it': (s, names) => {
      const Statement = [
        { Effect: 'Deny', Principal: '*', Action: 's3:GetObjectVersion*', Resource: `arn:aws:s3:::${names.source}/*` },
      ];
      sourceBucket(s).GetBucketPolicy = { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) };
    },
  },
  silent: {
    's3:GetObjectVersion does as well where nothing is encrypted with KMS': (s) => {
      const read = statement(s, 'ReadSource');
      read.Action = read.Action.map((name) =>
        name === 's3:GetObjectVersionForReplication' ? 's3:GetObjectVersion' : name,
      );
    },
  },
};
