import { covers, denyInOrganization, denyInRole, narrowBoundary, rule, sourceBucket, without } from '../case-parts.mjs';

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
    'a delete marker is of no class: objects of the default class are passed over': {
      correct: { kms: true, deleteMarkers: true },
      change: (s) => {
        without('WriteReplicas', 's3:ReplicateDelete')(s);
        delete rule(s).SourceSelectionCriteria;
        delete rule(s).Destination.EncryptionConfiguration;
      },
    },
    'only dual-layer encrypted objects are written by default': {
      correct: { kms: true, deleteMarkers: true },
      change: (s) => {
        without('WriteReplicas', 's3:ReplicateDelete')(s);
        const [encryption] = sourceBucket(s).GetBucketEncryption.ServerSideEncryptionConfiguration.Rules;
        encryption.ApplyServerSideEncryptionByDefault.SSEAlgorithm = 'aws:kms:dsse';
      },
    },
  },
  silent: {
    'delete markers are not replicated': { correct: {}, change: without('WriteReplicas', 's3:ReplicateDelete') },
  },
};
