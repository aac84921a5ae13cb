/** Settings of buckets and keys, as patches. */
import type { PatchOwner, SettingName } from '../../report/patch.js';
import { accountOfArn, bucketArn } from '../../estate/arn.js';
import type { Pair } from '../shapes/model.js';
import type { PatchDraft } from '../shapes/patch-draft.js';
import type { JsonObject } from './statements.js';

type Side = 'source' | 'destination';

function ofBucket(pair: Pair, side: Side, name: SettingName, value: JsonObject): PatchDraft {
  const { partition, name: bucket, account } = pair[side];
  return setting(bucketArn({ partition, name: bucket }), { owner: side, account }, name, value);
}

function setting(
  resource: string,
  { owner, account }: { readonly owner: PatchOwner; readonly account: string | null },
  name: SettingName,
  value: JsonObject,
): PatchDraft {
  return {
    account,
    owner,
    target: { kind: 'setting', resource, name, part: null },
    operation: 'set',
    value,
    decision: false,
    narrows: false,
    cause: name,
  };
}

export function enableVersioning(pair: Pair, side: Side): PatchDraft {
  return ofBucket(pair, side, 'versioning', { Status: 'Enabled' });
}

/** It can never be switched off again: the owner decides. */
export function enableObjectLock(pair: Pair): PatchDraft {
  return { ...ofBucket(pair, 'destination', 'object-lock', { ObjectLockEnabled: 'Enabled' }), decision: true };
}

/** Access control lists stop counting with it: the owner decides. */
export function enforceOwnership(pair: Pair, side: Side): PatchDraft {
  const value = { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] };
  return { ...ofBucket(pair, side, 'ownership-controls', value), decision: true };
}

export function letOwnerPay(pair: Pair): PatchDraft {
  return { ...ofBucket(pair, 'destination', 'request-payment', { Payer: 'BucketOwner' }), decision: true };
}

/** Somebody switched the key off, or wants it deleted: the owner decides. */
export function enableKey(arn: string): PatchDraft {
  const account = accountOfArn(arn);
  return { ...setting(arn, { owner: 'key', account }, 'key-state', { KeyState: 'Enabled' }), decision: true };
}
