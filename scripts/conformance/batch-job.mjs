/** A Batch Replication job of an estate, with a role of its own. S3 generates its manifest, and it writes a report. */
import { batchRole, describedJob } from '../fixtures/batch.mjs';
import { sourceBucket } from './change.mjs';

/** What the guide's policy for a manifest that S3 generates and does not keep grants. */
export function jobStatements(s, { start = true, report = true } = {}) {
  const source = `arn:aws:s3:::${sourceBucket(s).Name}`;
  const generate = ['s3:GetReplicationConfiguration', 's3:PutInventoryConfiguration'];
  return [
    ...(start
      ? [
          { Effect: 'Allow', Action: 's3:InitiateReplication', Resource: `${source}/*` },
          { Effect: 'Allow', Action: generate, Resource: source },
        ]
      : []),
    ...(report ? [{ Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::job-reports/*' }] : []),
  ];
}

export function addBatchJob(s, Statement) {
  const [account] = s.accounts;
  const roleArn = `arn:aws:iam::${account.id}:role/batch-replication`;
  const region = sourceBucket(s).BucketRegion;
  const JobId = '11112222-3333-4444-5555-666677778888';
  account.roles.push(batchRole(roleArn, Statement));
  account.buckets.push({
    Name: 'job-reports',
    BucketRegion: region,
    GetBucketPolicy: { Error: { Code: 'NoSuchBucketPolicy', Message: 'not configured' } },
  });
  const DescribeJob = describedJob(
    JobId,
    { roleArn, region },
    {
      Status: 'Failed',
      ManifestGenerator: {
        S3JobManifestGenerator: { SourceBucket: `arn:aws:s3:::${sourceBucket(s).Name}`, EnableManifestOutput: false },
      },
      Report: { Bucket: 'arn:aws:s3:::job-reports', Enabled: true, ReportScope: 'FailedTasksOnly' },
    },
  );
  account.jobs = [{ JobId, DescribeJob }];
}
