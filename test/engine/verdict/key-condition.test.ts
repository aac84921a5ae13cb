/** Every state, usage and spec that KMS documents, and some that it does not. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate } from '../../../scripts/fixtures/estate.mjs';
import { keyCondition } from '../../../src/engine/verdict/key-condition.js';
import { auditOf } from '../../audit-of.js';

const healthy = { KeyId: 'k', KeyState: 'Enabled', KeyUsage: 'ENCRYPT_DECRYPT', KeySpec: 'SYMMETRIC_DEFAULT' };

describe('what S3 can use', () => {
  test.each([
    ['Enabled', 'usable'],
    ['Updating', 'usable'],
    ['Creating', 'unusable'],
    ['Disabled', 'unusable'],
    ['PendingDeletion', 'unusable'],
    ['PendingReplicaDeletion', 'unusable'],
    ['PendingImport', 'unusable'],
    ['Unavailable', 'unusable'],
    ['Hibernating', 'open'],
    ['enabled', 'open'],
    ['', 'open'],
  ])('key state %p: %s', (KeyState, is) => {
    expect(keyCondition({ ...healthy, KeyState }).is).toBe(is);
  });

  test.each([
    ['ENCRYPT_DECRYPT', 'usable'],
    ['SIGN_VERIFY', 'unusable'],
    ['GENERATE_VERIFY_MAC', 'unusable'],
    ['KEY_AGREEMENT', 'unusable'],
    ['WRAP_UNWRAP', 'open'],
  ])('key usage %s: %s', (KeyUsage, is) => {
    expect(keyCondition({ ...healthy, KeyUsage }).is).toBe(is);
  });

  test.each([
    ['SYMMETRIC_DEFAULT', 'usable'],
    ['RSA_2048', 'unusable'],
    ['ECC_NIST_P256', 'unusable'],
    ['ECC_SECG_P256K1', 'unusable'],
    ['HMAC_256', 'unusable'],
    ['SM2', 'unusable'],
    ['ML_DSA_44', 'unusable'],
    ['SYMMETRIC_NEW', 'open'],
  ])('key spec %s: %s', (KeySpec, is) => {
    expect(keyCondition({ ...healthy, KeySpec }).is).toBe(is);
  });

  test.each([
    [{ KeyId: 'k', Enabled: true }, 'usable'],
    [{ KeyId: 'k', Enabled: false }, 'unusable'],
    [{ KeyId: 'k' }, 'open'],
    // What is certainly wrong is wrong, whatever else nobody knows.
    [{ ...healthy, KeyState: 'Hibernating', KeySpec: 'RSA_2048' }, 'unusable'],
    [{ ...healthy, KeyUsage: 'WRAP_UNWRAP', KeyState: 'Disabled' }, 'unusable'],
  ])('%j: %s', (metadata, is) => {
    expect(keyCondition(metadata).is).toBe(is);
  });
});

test('a key state that AWS does not document leaves the verdict open, and the finding names it', () => {
  const { snapshot } = buildEstate({ kms: true });
  snapshot.accounts[0].keys[1].DescribeKey.KeyMetadata.KeyState = 'Hibernating';
  const { replication, findings } = auditOf(snapshot);
  const about = findings.filter(({ rule }) => rule === 'evidence/undocumented');
  expect(replication[0]).toMatchObject({ verdict: 'unknown', because: about.map(({ fingerprint }) => fingerprint) });
  expect(about.map(({ message }) => message)).toEqual([expect.stringContaining('its key state is Hibernating')]);
});
