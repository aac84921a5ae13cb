import { allow, forBatch, withJob } from '../case-parts.mjs';

const files = allow(['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'], 'arn:aws:s3:::jobs/*');
const start = 's3:InitiateReplication';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': forBatch(files),
    'on some of the objects only': forBatch(files, allow(start, 'arn:aws:s3:::orders/2026/*')),
    'on the bucket, which is not its objects': forBatch(files, allow(start, 'arn:aws:s3:::orders')),
    'on the destination': forBatch(files, allow(start, 'arn:aws:s3:::orders-replica/*')),
    'of a job that is given': withJob(
      allow(['s3:GetReplicationConfiguration', 's3:PutInventoryConfiguration'], 'arn:aws:s3:::orders'),
      allow('s3:PutObject', 'arn:aws:s3:::jobs/*'),
    ),
  },
  silent: {
    'on the source': forBatch(files, allow(start, 'arn:aws:s3:::orders/*')),
    'with everything of S3': forBatch(allow('s3:*', '*')),
    'a role that is not for jobs': (s) => {
      s.accounts[0].roles[0].Tags = [];
    },
  },
};
