/** What the replication rules of an estate need, as statements: the measure for a fix, which is not to allow anything beyond. */
import type { Estate } from '../../estate/model.js';
import { defaultSettings } from '../audit.js';
import { usesOf } from '../findings/uses.js';
import type { EngineSettings } from '../model.js';
import type { JsonObject } from '../remedy/statements.js';
import { PolicyStore } from '../requests/policies.js';
import { judgePairs } from '../verdict/judge.js';
import { leastPrivilegePolicy } from './least-privilege-policy.js';
import { bucketStatements, keyStatements } from './resource-policies-to-use.js';

/** Statements by the ARN of the role, bucket or key: required, disputed and optional needs, with every alternative. */
export interface Need {
  readonly roles: ReadonlyMap<string, readonly JsonObject[]>;
  readonly buckets: ReadonlyMap<string, readonly JsonObject[]>;
  readonly kmsKeys: ReadonlyMap<string, readonly JsonObject[]>;
}

/** Of all replication rules, disabled ones too. */
export function neededIn(estate: Estate, settings: Partial<EngineSettings>): Need {
  const store = new PolicyStore();
  const all: EngineSettings = { ...defaultSettings, ...settings };
  const pairs = judgePairs(estate, all, store, () => true).map(({ pair }) => pair);
  const { roles, buckets, kmsKeys } = usesOf(estate, pairs, all, store);
  return {
    roles: new Map(
      roles.map((use) => [use.arn, leastPrivilegePolicy(use, () => true)['Statement'] as readonly JsonObject[]]),
    ),
    buckets: new Map(buckets.map(({ bucket, incoming }) => [bucket.name, bucketStatements(incoming, () => true)])),
    kmsKeys: new Map(kmsKeys.map((use) => [use.arn, keyStatements({ ...use, region: use.kmsKey.region }, () => true)])),
  };
}
