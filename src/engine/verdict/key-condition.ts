/** Whether S3 can use a KMS key at all, by what DescribeKey says of it. */
import type { KeyMetadata } from '../../estate/model.js';

export type KeyCondition =
  | { readonly is: 'usable' }
  /** `fault`: the end of a sentence, `its key state is Disabled`. */
  | { readonly is: 'unusable'; readonly fault: string }
  /** Nothing that AWS documents says which. `what`: a sentence without the key. */
  | { readonly is: 'open'; readonly what: string };

type Effect = 'works' | 'refuses';

/**
 * Key states, and what becomes of cryptographic operations in each.
 * Source: KMS Developer Guide, "Key states of AWS KMS keys" (the table), KMS API reference, `KeyMetadata`.
 */
const states: Readonly<Record<string, Effect>> = {
  Enabled: 'works',
  // While the primary Region of a multi-Region key changes, the key goes on working.
  Updating: 'works',
  Creating: 'refuses',
  Disabled: 'refuses',
  PendingDeletion: 'refuses',
  PendingReplicaDeletion: 'refuses',
  PendingImport: 'refuses',
  Unavailable: 'refuses',
};

/** Source: KMS API reference, `KeyMetadata.KeyUsage`. */
const usages: Readonly<Record<string, Effect>> = {
  ENCRYPT_DECRYPT: 'works',
  SIGN_VERIFY: 'refuses',
  GENERATE_VERIFY_MAC: 'refuses',
  KEY_AGREEMENT: 'refuses',
};

const symmetric = 'SYMMETRIC_DEFAULT';
/** Families of the specs that are not for symmetric encryption. Source: KMS API reference, `KeyMetadata.KeySpec`. */
const otherSpecs = /^(?:RSA|ECC|HMAC|SM2|ML_DSA)(?:_|$)/u;

/** An answer of the time before keys had specs and usages leaves them out: every key was for symmetric encryption then. */
export function keyCondition(metadata: KeyMetadata): KeyCondition {
  const spec = metadata.KeySpec ?? metadata.CustomerMasterKeySpec ?? symmetric;
  const usage = metadata.KeyUsage ?? 'ENCRYPT_DECRYPT';
  if (otherSpecs.test(spec)) return unusable(`its key spec is ${spec}; S3 uses only symmetric encryption keys`);
  if (usages[usage] === 'refuses')
    return unusable(`its key usage is ${usage}; S3 uses only keys for encryption and decryption`);
  const state = metadata.KeyState ?? stateOf(metadata);
  if (state !== null && states[state] === 'refuses') return unusable(`its key state is ${state}`);
  if (state === null) return open('Its key state is not in the answer of DescribeKey.');
  if (states[state] === undefined) return open(`Its key state is ${state}, which AWS does not document.`);
  if (usages[usage] === undefined) return open(`Its key usage is ${usage}, which AWS does not document.`);
  return spec === symmetric ? { is: 'usable' } : open(`Its key spec is ${spec}, which AWS does not document.`);
}

function stateOf({ Enabled }: KeyMetadata): string | null {
  if (Enabled === undefined) return null;
  return Enabled ? 'Enabled' : 'Disabled';
}

function unusable(fault: string): KeyCondition {
  return { is: 'unusable', fault };
}

function open(what: string): KeyCondition {
  return { is: 'open', what };
}
