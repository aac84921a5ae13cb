/** AWS managed keys as replica keys: what each way of naming one comes to, in one account and between two. */
import { expect, test } from '@jest/globals';
import type { Verdict } from '../../src/report/model.js';
import { auditOf } from '../audit-of.js';
import { estateOf } from '../estate-of.js';

const [home, there] = ['111122223333', '444455556666'];
const customer = (account: string): string =>
  `arn:aws:kms:us-west-2:${account}:key/bbbb0000-1111-4222-8333-444444444444`;
const alias = (account: string): string => `arn:aws:kms:us-west-2:${account}:alias/aws/s3`;

test.each<readonly [string, boolean, string, Verdict]>([
  ['a customer managed key', false, customer(home), 'replicates'],
  ['the alias', false, 'alias/aws/s3', 'replicates'],
  ['the ARN of the alias', false, alias(home), 'replicates'],
  ['a customer managed key', true, customer(there), 'replicates'],
  // The role can use it, and nobody at the destination can.
  ['the alias', true, 'alias/aws/s3', 'unknown'],
  ["the ARN of the source account's alias", true, alias(home), 'unknown'],
  ["the ARN of the destination account's alias", true, alias(there), 'fails'],
])('%s, between accounts: %s (%s)', (_, crossAccount, name, verdict) => {
  const { snapshot, source } = estateOf({ kms: true, crossAccount });
  const text = JSON.stringify(source.GetBucketReplication).replace(
    /"ReplicaKmsKeyID":"[^"]*"/u,
    `"ReplicaKmsKeyID":"${name}"`,
  );
  source.GetBucketReplication = JSON.parse(text) as NonNullable<typeof source.GetBucketReplication>;
  const { replication, findings } = auditOf(snapshot);
  expect(replication[0]?.byObjectClass).toMatchObject({ 'SSE-S3': 'replicates', 'SSE-KMS': verdict });
  const isSaid = findings.some(({ rule }) => rule === 'kms/aws-managed-key-cross-account');
  expect(isSaid).toBe(crossAccount && name.endsWith('aws/s3'));
});
