import { allow, forBatch, withJob, withKmsJob } from '../case-parts.mjs';

const start = allow('s3:InitiateReplication', 'arn:aws:s3:::orders/*');
const generate = allow('s3:PutInventoryConfiguration', 'arn:aws:s3:::orders');

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': forBatch(start, generate),
    'with other writes': forBatch(start, generate, allow('s3:PutObjectTagging', 'arn:aws:s3:::jobs/*')),
    'everything but writing': forBatch({ Effect: 'Allow', NotAction: 's3:PutObject', Resource: '*' }),
    'of a job that is given': withJob(
      allow('s3:InitiateReplication', 'arn:aws:s3:::orders/*'),
      allow(['s3:GetReplicationConfiguration', 's3:PutInventoryConfiguration'], 'arn:aws:s3:::orders'),
      allow('s3:GetObject', 'arn:aws:s3:::jobs/*'),
      allow('s3:PutObject', 'arn:aws:s3:::jobs/reports/*'),
    ),
    'of a job whose bucket encrypts with a key': withKmsJob(
      allow('s3:InitiateReplication', 'arn:aws:s3:::orders/*'),
      allow(['s3:GetReplicationConfiguration', 's3:PutInventoryConfiguration'], 'arn:aws:s3:::orders'),
      allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::jobs/*'),
    ),
  },
  silent: {
    'a bucket for manifests': forBatch(start, generate, allow('s3:PutObject', 'arn:aws:s3:::jobs/*')),
    'a manifest that is only read': forBatch(start, allow('s3:GetObject', 'arn:aws:s3:::jobs/*')),
  },
};
