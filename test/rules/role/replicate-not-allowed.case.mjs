import {
  covers,
  denyInOrganization,
  denyInRole,
  narrowBoundary,
  statement,
  statements,
  without,
} from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'no statement allows it': without('WriteReplicas', 's3:ReplicateObject'),
    'the statement covers other objects': covers(
      'WriteReplicas',
      ({ destination }) => `arn:aws:s3:::${destination}-old/*`,
    ),
    'the role denies it': denyInRole('s3:ReplicateObject'),
    'the boundary leaves it out': { correct: { boundary: true }, change: narrowBoundary('kms:*') },
    'an organization policy denies it': { correct: { scp: true }, change: denyInOrganization('s3:ReplicateObject') },
    'only the keys below a prefix are covered': covers(
      'WriteReplicas',
      ({ destination }) => `arn:aws:s3:::${destination}/logs/*`,
    ),
    'the role denies it for some keys': denyInRole('s3:ReplicateObject', {
      Resource: 'arn:aws:s3:::orders-replica/secret/*',
    }),
    'a condition asks for what S3 does not send': (s) => {
      statement(s, 'WriteReplicas').Condition = { StringEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d' } };
    },
  },
  silent: {
    'another statement allows it': (s, names) => {
      without('WriteReplicas', 's3:ReplicateObject')(s);
      statements(s).push({ Effect: 'Allow', Action: 's3:Replicate*', Resource: `arn:aws:s3:::${names.destination}/*` });
    },
    'the Deny is about another bucket': denyInRole('s3:ReplicateObject', { Resource: 'arn:aws:s3:::orders/*' }),
  },
};
