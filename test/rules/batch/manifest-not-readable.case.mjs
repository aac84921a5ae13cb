import { allow, forBatch, withJob, withKmsJob } from '../case-parts.mjs';

const start = allow('s3:InitiateReplication', 'arn:aws:s3:::orders/*');
const report = allow('s3:PutObject', 'arn:aws:s3:::jobs/*');

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': forBatch(start, report),
    'a pattern that covers neither': forBatch(start, report, allow('s3:GetBucket*', 'arn:aws:s3:::jobs')),
    'everything but what it needs': forBatch({
      Effect: 'Allow',
      NotAction: ['s3:GetObject', 's3:PutInventoryConfiguration'],
      Resource: '*',
    }),
    'of a job that is given': withJob(
      allow('s3:InitiateReplication', 'arn:aws:s3:::orders/*'),
      allow('s3:PutObject', 'arn:aws:s3:::jobs/*'),
    ),
    'of a job whose bucket encrypts with a key': withKmsJob(
      allow('s3:InitiateReplication', 'arn:aws:s3:::orders/*'),
      allow(['s3:GetReplicationConfiguration', 's3:PutInventoryConfiguration'], 'arn:aws:s3:::orders'),
      allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::jobs/*'),
    ),
  },
  silent: {
    'a manifest that is read': forBatch(start, report, allow('s3:GetObject*', 'arn:aws:s3:::jobs/*')),
    'a manifest that S3 generates': forBatch(
      start,
      report,
      allow('s3:PutInventoryConfiguration', 'arn:aws:s3:::orders'),
    ),
  },
};
