import { allow, forBatch, withJob, withKmsJob } from '../case-parts.mjs';

const start = allow('s3:InitiateReplication', 'arn:aws:s3:::orders/*');
const read = allow(['s3:GetObject', 's3:GetObjectVersion'], 'arn:aws:s3:::jobs/*');

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': forBatch(start, read),
    'as the guide has it for live replication only': forBatch(start),
    'with another write': forBatch(start, read, allow('s3:PutObjectAcl', 'arn:aws:s3:::jobs/*')),
    'of a job that is given': withJob(
      allow('s3:InitiateReplication', 'arn:aws:s3:::orders/*'),
      allow(['s3:GetReplicationConfiguration', 's3:PutInventoryConfiguration'], 'arn:aws:s3:::orders'),
      allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::jobs/manifests/*'),
    ),
    'of a job whose bucket encrypts with a key': withKmsJob(
      allow('s3:InitiateReplication', 'arn:aws:s3:::orders/*'),
      allow(['s3:GetReplicationConfiguration', 's3:PutInventoryConfiguration'], 'arn:aws:s3:::orders'),
      allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::jobs/*'),
    ),
  },
  silent: {
    'a bucket for reports': forBatch(start, read, allow('s3:PutObject', 'arn:aws:s3:::jobs/reports/*')),
    'a pattern of writes': forBatch(start, read, allow('s3:Put*', 'arn:aws:s3:::jobs/*')),
  },
};
