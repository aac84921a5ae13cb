/** What the replication rules of an estate need, as statements: the measure for a fix, which is not to allow anything beyond. */
import type { Estate } from '../../estate/model.js';
import { defaultSettings } from '../shapes/settings.js';
import { usesOf } from './uses.js';
import type { EngineSettings, NeededAccess, Pair } from '../shapes/model.js';
import { neededBy } from '../least-privilege/needed-access.js';
import type { JsonObject } from '../remedy/statements.js';
import { PolicyStore } from '../documents/policies.js';
import { judgePairs } from '../verdict/judge.js';
import { statementsForJobs } from '../least-privilege/batch-role.js';
import { leastPrivilegePolicy } from '../least-privilege/least-privilege-policy.js';
import { bucketStatements, keyStatements } from '../least-privilege/resource-policies-to-use.js';

/** Statements by the ARN of the role, bucket or key: required, disputed and optional needs, with every alternative. */
export interface Need {
  readonly roles: ReadonlyMap<string, readonly JsonObject[]>;
  readonly buckets: ReadonlyMap<string, readonly JsonObject[]>;
  readonly kmsKeys: ReadonlyMap<string, readonly JsonObject[]>;
}

/**
 * Of all replication rules, disabled ones too.
 * @param accepts which needs count; all by default, with every alternative and what is optional
 */
export function neededIn(
  estate: Estate,
  settings: Partial<EngineSettings>,
  accepts: (access: NeededAccess) => boolean = () => true,
): Need {
  const store = new PolicyStore();
  const all: EngineSettings = { ...defaultSettings, ...settings };
  const pairs = judgePairs(estate, all, store, { isWanted: () => true }).map(({ pair }) => pair);
  const { roles, buckets, kmsKeys } = usesOf(estate, pairs, all, store);
  return {
    // Of a role that serves both, what its jobs need is in its use.
    roles: new Map([
      ...statementsForJobs(estate),
      ...roles.map(
        (use) => [use.arn, leastPrivilegePolicy(use, accepts)['Statement'] as readonly JsonObject[]] as const,
      ),
    ]),
    buckets: new Map(
      buckets.map(({ bucket, incoming }) => [bucket.name, bucketStatements(incoming, allowedBy(accepts, incoming))]),
    ),
    kmsKeys: new Map(
      kmsKeys.map((use) => [
        use.arn,
        keyStatements({ ...use, region: use.kmsKey.region }, allowedBy(accepts, [...use.asSource, ...use.asReplica])),
      ]),
    ),
  };
}

/** Actions that some accepted need of the pairs names. */
function allowedBy(accepts: (access: NeededAccess) => boolean, pairs: readonly Pair[]): (action: string) => boolean {
  const actions = new Set(pairs.flatMap((pair) => neededBy(pair).filter(accepts)).map(({ action }) => action));
  return (action) => actions.has(action);
}
