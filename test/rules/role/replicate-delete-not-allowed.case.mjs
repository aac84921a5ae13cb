import { covers, denyInOrganization, denyInRole, narrowBoundary, without } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { deleteMarkers: true },
  broken: {
    'no statement allows it': without('WriteReplicas', 's3:ReplicateDelete'),
    'the statement covers other objects': covers(
      'WriteReplicas',
      ({ destination }) => `arn:aws:s3:::${destination}-old/*`,
    ),
    'the role denies it': denyInRole('s3:ReplicateDelete'),
    'the boundary leaves it out': { correct: { deleteMarkers: true, boundary: true }, change: narrowBoundary('kms:*') },
    'an organization policy denies it': {
      correct: { deleteMarkers: true, scp: true },
      change: denyInOrganization('s3:ReplicateDelete'),
    },
    'a rule of the first schema replicates them without a switch': {
      correct: { schemaV1: true },
      change: without('WriteReplicas', 's3:ReplicateDelete'),
    },
  },
  silent: {
    'delete markers are not replicated': { correct: {}, change: without('WriteReplicas', 's3:ReplicateDelete') },
  },
};
