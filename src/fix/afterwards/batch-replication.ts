/**
 * Objects that failed stay failed: S3 tries none of them again. A Batch Replication job does, under a role of its own.
 * Source: S3 User Guide, "Replicating existing objects with Batch Replication".
 */
import { bucketArn, roleArn } from '../../estate/arn.js';
import type { Bucket } from '../../estate/model.js';
import { shellWord } from '../../basics/shell-word.js';
import type { Afterwards, JsonObject } from '../model.js';

/** Nothing where the owner of the bucket is not known. */
export function batchReplication(bucket: Bucket): readonly Afterwards[] {
  const { name, account, partition } = bucket;
  if (account === null) return [];
  const region = bucket.region.state === 'known' ? bucket.region.value : null;
  const arn = bucketArn({ partition, name });
  const role = batchRoleName(name);
  const trust = trustOf();
  const policy = policyOf(arn);
  const words = commandsOf({ bucket, role, region, account, trust, policy, arn });
  return [
    {
      what: 'batch-replication',
      account,
      region,
      bucket: name,
      text: `Objects that failed meanwhile stay failed. This job replicates them, and with NONE those from before the rule; it waits for a confirmation before it costs anything. Start it a few minutes after the fix, and switch lifecycle rules of the bucket off while it runs.`,
      documents: { trust, policy },
      commands: words,
    },
  ];
}

/** Names of roles have at most 64 characters. */
export function batchRoleName(bucket: string): string {
  return `replint-batch-${bucket.replaceAll('.', '-')}`.slice(0, 64);
}

export function trustOf(): JsonObject {
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'batchoperations.s3.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  };
}

/** A manifest that S3 generates and keeps to itself, and no report: the job needs no other bucket. */
export function policyOf(arn: string): JsonObject {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['s3:GetReplicationConfiguration', 's3:PutInventoryConfiguration'],
        Resource: arn,
      },
      { Effect: 'Allow', Action: 's3:InitiateReplication', Resource: `${arn}/*` },
    ],
  };
}

interface Job {
  readonly bucket: Bucket;
  readonly role: string;
  readonly region: string | null;
  readonly account: string;
  readonly trust: JsonObject;
  readonly policy: JsonObject;
  readonly arn: string;
}

function commandsOf({ bucket, role, region, account, trust, policy, arn }: Job): readonly string[] {
  const json = (value: unknown): string => shellWord(JSON.stringify(value));
  const manifest = {
    S3JobManifestGenerator: {
      SourceBucket: arn,
      ExpectedBucketOwner: account,
      EnableManifestOutput: false,
      Filter: { EligibleForReplication: true, ObjectReplicationStatuses: ['FAILED', 'NONE'] },
    },
  };
  const at = region === null ? '' : ` --region ${shellWord(region)}`;
  return [
    `aws iam create-role --role-name ${shellWord(role)} --assume-role-policy-document ${json(trust)}`,
    `aws iam put-role-policy --role-name ${shellWord(role)} --policy-name batch-replication --policy-document ${json(policy)}`,
    `aws s3control create-job --account-id ${account}${at} --priority 10 --confirmation-required --operation '{"S3ReplicateObject":{}}' --role-arn ${shellWord(roleArn(bucket.partition, account, role))} --manifest-generator ${json(manifest)} --report '{"Enabled":false}'`,
  ];
}
