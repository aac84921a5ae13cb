/** What is proved of SSE-C objects, of which AWS's pages say little. */
import { expect, test } from '@jest/globals';
import { buildEstate, type Snapshot } from '../../scripts/fixtures/estate.mjs';
import { auditOf } from '../audit-of.js';

function verdictAfter(change: (snapshot: Snapshot) => void): string | undefined {
  const { snapshot } = buildEstate({});
  change(snapshot);
  return auditOf(snapshot).replication[0]?.byObjectClass['SSE-C'];
}
function reads(snapshot: Snapshot): Snapshot {
  return snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument.Statement[1];
}
function destination(snapshot: Snapshot): Snapshot {
  return snapshot.accounts[0].buckets[1];
}
function instead(action: string) {
  return (snapshot: Snapshot) => {
    reads(snapshot).Action = [action, 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'];
  };
}

test.each([
  ['s3:GetObjectVersionForReplication is allowed', () => undefined, 'replicates'],
  ['s3:GetObjectVersion in its place, which no page grants or refuses', instead('s3:GetObjectVersion'), 'unknown'],
  ['neither', instead('s3:GetObject'), 'fails'],
  [
    'the destination blocks SSE-C',
    (s: Snapshot) => {
      destination(s).GetBucketEncryption.ServerSideEncryptionConfiguration.Rules[0].BlockedEncryptionTypes = {
        EncryptionType: ['SSE-C'],
      };
    },
    'fails',
  ],
  [
    'whether the destination blocks SSE-C was not read',
    (s: Snapshot) => {
      delete destination(s).GetBucketEncryption;
    },
    'unknown',
  ],
] as const)('%s', (_name, change, expected) => {
  expect(verdictAfter(change)).toBe(expected);
});
