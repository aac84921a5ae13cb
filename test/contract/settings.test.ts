/** Every setting that a verdict depends on, with every value that it can have: documented ones, odd ones, none, and one that was refused. */
import { describe, expect, test } from '@jest/globals';
import type { ReplicationEntry } from '../../src/report/model.js';
import type { RawBucket, RawKmsKey } from '../../src/sources/snapshot/snapshot-shape.js';
import { auditOf } from '../audit-of.js';
import { estateOf, failed, type BuiltEstate, type Choices } from '../estate-of.js';

type Change = (estate: BuiltEstate) => void;
type Verdict = ReplicationEntry['verdict'];

function entryOf(choices: Choices, change: Change): ReplicationEntry {
  const estate = estateOf(choices);
  change(estate);
  const [entry] = auditOf(estate.snapshot).replication;
  if (entry === undefined) throw new Error('Nothing replicates.');
  return entry;
}
function verdictOf(choices: Choices, change: Change): Verdict {
  return entryOf(choices, change).verdict;
}

function keyWith(more: object): (key: RawKmsKey | null) => void {
  return (key) => {
    if (key?.DescribeKey === undefined || !('KeyMetadata' in key.DescribeKey)) throw new Error('not described');
    const KeyMetadata = { ...key.DescribeKey.KeyMetadata, ...more };
    Object.assign(key, { DescribeKey: { KeyMetadata } });
  };
}

describe.each<'sourceKey' | 'replicaKey'>(['sourceKey', 'replicaKey'])('%s', (which) => {
  test.each<readonly [string, object, Verdict]>([
    ['KeyState Enabled', { KeyState: 'Enabled' }, 'replicates'],
    ['KeyState Updating', { KeyState: 'Updating' }, 'replicates'],
    ['KeyState Creating', { KeyState: 'Creating' }, 'fails'],
    ['KeyState Disabled', { KeyState: 'Disabled', Enabled: false }, 'fails'],
    ['KeyState PendingDeletion', { KeyState: 'PendingDeletion' }, 'fails'],
    ['KeyState PendingReplicaDeletion', { KeyState: 'PendingReplicaDeletion' }, 'fails'],
    ['KeyState PendingImport', { KeyState: 'PendingImport' }, 'fails'],
    ['KeyState Unavailable', { KeyState: 'Unavailable' }, 'fails'],
    ['KeyState that nobody knows', { KeyState: 'Hibernating' }, 'unknown'],
    ['no KeyState, enabled', { KeyState: undefined, Enabled: true }, 'replicates'],
    ['no KeyState, not enabled', { KeyState: undefined, Enabled: false }, 'fails'],
    ['neither', { KeyState: undefined, Enabled: undefined }, 'unknown'],
    ['KeyUsage SIGN_VERIFY', { KeyUsage: 'SIGN_VERIFY' }, 'fails'],
    ['KeyUsage GENERATE_VERIFY_MAC', { KeyUsage: 'GENERATE_VERIFY_MAC' }, 'fails'],
    ['KeyUsage KEY_AGREEMENT', { KeyUsage: 'KEY_AGREEMENT' }, 'fails'],
    ['KeyUsage that nobody knows', { KeyUsage: 'WRAP' }, 'unknown'],
    ['KeySpec RSA_2048', { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }, 'fails'],
    ['KeySpec HMAC_256', { KeySpec: 'HMAC_256' }, 'fails'],
    ['KeySpec that nobody knows', { KeySpec: 'SYMMETRIC_NEXT' }, 'unknown'],
  ])('%s', (_name, metadata, verdict) => {
    expect(verdictOf({ kms: true }, (estate) => keyWith(metadata)(estate[which]))).toBe(verdict);
  });

  test.each<readonly [string, RawKmsKey['DescribeKey'], Verdict]>([
    ['refused', failed('AccessDeniedException'), 'unknown'],
    ['not there', failed('NotFoundException'), 'fails'],
    ['not asked', undefined, 'unknown'],
  ])('DescribeKey %s', (_name, DescribeKey, verdict) => {
    const change: Change = (estate) => Object.assign(estate[which] ?? {}, { Arn: arnOf(estate[which]), DescribeKey });
    expect(verdictOf({ kms: true }, change)).toBe(verdict);
  });
});

function arnOf(key: RawKmsKey | null): string | undefined {
  return key?.DescribeKey !== undefined && 'KeyMetadata' in key.DescribeKey
    ? key.DescribeKey.KeyMetadata.Arn
    : key?.Arn;
}

describe.each<'source' | 'destination'>(['source', 'destination'])('versioning of the %s', (which) => {
  test.each<readonly [string, RawBucket['GetBucketVersioning'], Verdict]>([
    ['Enabled', { Status: 'Enabled' }, 'replicates'],
    ['Suspended', { Status: 'Suspended' }, 'fails'],
    ['never switched on', {}, 'fails'],
    ['with MFA delete', { Status: 'Enabled', MFADelete: 'Enabled' }, 'replicates'],
    ['refused', failed('AccessDenied'), 'unknown'],
    ['not asked', undefined, 'unknown'],
  ])('%s', (_name, GetBucketVersioning, verdict) => {
    const change: Change = (estate) => Object.assign(estate[which], { GetBucketVersioning });
    expect(verdictOf({}, change)).toBe(verdict);
    expect(verdictOf({ crossAccount: true, kms: true }, change)).toBe(verdict);
  });
});

describe('request payment of the destination', () => {
  test.each<readonly [string, RawBucket['GetBucketRequestPayment'], Verdict, Verdict]>([
    ['BucketOwner', { Payer: 'BucketOwner' }, 'replicates', 'replicates'],
    ['Requester', { Payer: 'Requester' }, 'replicates', 'fails'],
    ['nothing said', {}, 'replicates', 'replicates'],
  ])('%s: of the same account, of another', (_name, GetBucketRequestPayment, same, other) => {
    const change: Change = ({ destination }) => Object.assign(destination, { GetBucketRequestPayment });
    expect([verdictOf({}, change), verdictOf({ crossAccount: true }, change)]).toEqual([same, other]);
  });
});

describe('Object Lock', () => {
  const enabled = { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } };
  const none = failed('ObjectLockConfigurationNotFoundError');
  test.each<
    readonly [string, RawBucket['GetObjectLockConfiguration'], RawBucket['GetObjectLockConfiguration'], Verdict]
  >([
    ['on both', enabled, enabled, 'replicates'],
    ['on neither', none, none, 'replicates'],
    ['on the destination alone', none, enabled, 'replicates'],
    ['on the source alone', enabled, none, 'fails'],
    ['on the source, refused at the destination', enabled, failed('AccessDenied'), 'unknown'],
    ['refused at the source, on the destination', failed('AccessDenied'), enabled, 'replicates'],
    ['refused at the source, none at the destination', failed('AccessDenied'), none, 'unknown'],
    ['none at the source, refused at the destination', none, failed('AccessDenied'), 'replicates'],
  ])('%s', (_name, source, destination, verdict) => {
    const change: Change = (estate) => {
      Object.assign(estate.source, { GetObjectLockConfiguration: source });
      Object.assign(estate.destination, { GetObjectLockConfiguration: destination });
    };
    expect(verdictOf({ objectLock: true }, change)).toBe(verdict);
  });
});

describe('ownership of the destination, with owner override and without the right to it', () => {
  const withoutRight: Change = ({ role }) => {
    const text = JSON.stringify(role.RolePolicyList).replaceAll('s3:ObjectOwnerOverrideToBucketOwner', 's3:GetObject');
    Object.assign(role, { RolePolicyList: JSON.parse(text) });
  };
  const ofOwner = (ObjectOwnership: string) => ({ OwnershipControls: { Rules: [{ ObjectOwnership }] } });

  test.each<readonly [string, unknown, Verdict, Verdict]>([
    ['BucketOwnerEnforced', ofOwner('BucketOwnerEnforced'), 'replicates', 'unknown'],
    ['BucketOwnerPreferred', ofOwner('BucketOwnerPreferred'), 'replicates', 'fails'],
    ['ObjectWriter', ofOwner('ObjectWriter'), 'replicates', 'fails'],
    ['none', failed('OwnershipControlsNotFoundError'), 'replicates', 'fails'],
    ['refused', failed('AccessDenied'), 'replicates', 'unknown'],
    ['not asked', undefined, 'replicates', 'unknown'],
  ])('%s', (_name, GetBucketOwnershipControls, allowed, missing) => {
    const change: Change = ({ destination }) => Object.assign(destination, { GetBucketOwnershipControls });
    const choices = { crossAccount: true, ownerOverride: true };
    expect(verdictOf(choices, change)).toBe(allowed);
    const without = entryOf(choices, (estate) => {
      change(estate);
      withoutRight(estate);
    });
    expect(without.verdict).toBe(missing);
    if (missing !== 'replicates') expect(without.because.length).toBeGreaterThan(0);
  });
});

describe('Block Public Access of the destination, whose policy lets everyone in', () => {
  const everyone: Change = ({ destination }) => {
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: `arn:aws:s3:::${destination.Name}/*` }],
    });
    Object.assign(destination, { GetBucketPolicy: { Policy } });
  };
  const blocks = (RestrictPublicBuckets: boolean) => ({ PublicAccessBlockConfiguration: { RestrictPublicBuckets } });
  const none = failed('NoSuchPublicAccessBlockConfiguration');

  test.each<readonly [string, unknown, unknown, Verdict]>([
    ['of neither', blocks(false), blocks(false), 'replicates'],
    ['none at all', none, none, 'replicates'],
    ['of the bucket', blocks(true), none, 'fails'],
    ['of the account', none, blocks(true), 'fails'],
    ['of the bucket, the account refused', blocks(true), failed('AccessDenied'), 'fails'],
    ['refused for the bucket', failed('AccessDenied'), none, 'unknown'],
    ['refused for the account', none, failed('AccessDenied'), 'unknown'],
  ])('%s', (_name, ofBucket, ofAccount, verdict) => {
    const change: Change = (estate) => {
      everyone(estate);
      Object.assign(estate.destination, { GetPublicAccessBlock: ofBucket });
      Object.assign(estate.there, { GetPublicAccessBlock: ofAccount });
    };
    expect(verdictOf({ crossAccount: true }, change)).toBe(verdict);
  });
});

describe('tags of the role, tested by a Deny', () => {
  const denies: Change = ({ role }) => {
    const [policy] = role.RolePolicyList ?? [];
    const document = policy?.PolicyDocument;
    if (typeof document !== 'object') throw new Error('The policy is not an object.');
    (document['Statement'] as object[]).push({
      Effect: 'Deny',
      Action: 's3:ReplicateObject',
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalTag/Team': 'blue' } },
    });
  };
  test.each<readonly [string, readonly { Key: string; Value: string }[], Verdict]>([
    ['none', [], 'replicates'],
    ['another value', [{ Key: 'Team', Value: 'red' }], 'replicates'],
    ['the value', [{ Key: 'Team', Value: 'blue' }], 'fails'],
    ['the key in other letters', [{ Key: 'team', Value: 'blue' }], 'fails'],
    ['the value in other letters', [{ Key: 'Team', Value: 'Blue' }], 'replicates'],
    [
      'two keys that differ by case',
      [
        { Key: 'Team', Value: 'blue' },
        { Key: 'team', Value: 'red' },
      ],
      'unknown',
    ],
  ])('%s', (_name, Tags, verdict) => {
    const change: Change = (estate) => {
      denies(estate);
      Object.assign(estate.role, { Tags });
    };
    expect(verdictOf({}, change)).toBe(verdict);
  });
});

describe('default encryption of the source', () => {
  const by = (SSEAlgorithm: string) => ({
    ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm } }] },
  });
  test.each<readonly [string, unknown, Verdict]>([
    ['AES256', by('AES256'), 'replicates'],
    ['none', failed('ServerSideEncryptionConfigurationNotFoundError'), 'replicates'],
    ['aws:kms, which the rule does not select', by('aws:kms'), 'skipped'],
    ['aws:kms:dsse, which the rule does not select', by('aws:kms:dsse'), 'skipped'],
    ['one that nobody knows', by('aws:next'), 'unknown'],
    ['refused', failed('AccessDenied'), 'unknown'],
    ['not asked', undefined, 'unknown'],
  ])('%s', (_name, GetBucketEncryption, verdict) => {
    expect(verdictOf({}, ({ source }) => Object.assign(source, { GetBucketEncryption }))).toBe(verdict);
  });
});

describe('the address of a request of S3, tested by a Deny in the policy of the destination', () => {
  test.each<readonly [string, Verdict]>([
    ['10.0.0.0/8', 'replicates'],
    ['fd00::/8', 'replicates'],
    ['0.0.0.0/0', 'unknown'],
    ['::/0', 'unknown'],
    ['2600:1fa0::/32', 'unknown'],
    ['52.216.0.0/15', 'unknown'],
  ])('IpAddress %s', (range, verdict) => {
    const change: Change = ({ destination }) => {
      const Resource = `arn:aws:s3:::${destination.Name}/*`;
      const Condition = { IpAddress: { 'aws:SourceIp': range } };
      const Statement = [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource, Condition }];
      Object.assign(destination, {
        GetBucketPolicy: { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) },
      });
    };
    expect(verdictOf({}, change)).toBe(verdict);
  });
});
