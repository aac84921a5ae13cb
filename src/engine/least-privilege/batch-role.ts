/**
 * A replication role that S3 Batch Operations uses as well: what a Batch Replication job needs of it. Where manifest and report lie no
 * setting says; what the role's policies grant on buckets that they name is taken to be meant.
 * Source: rows A-61 to A-66 of the request table.
 */
import { groupBy } from '../../basics/group-by.js';
import { targets } from '../../replication/targets.js';
import { bucketArn, objectsArn } from '../../estate/arn.js';
import { ofPattern } from '../../policy/strings/index.js';
import { actionsMatching } from '../../policy/service-data/index.js';
import { batchRows } from '../../replication/requests/batch.js';
import type { Estate } from '../../estate/model.js';
import { actionsOf, requestsOf } from '../jobs/job-requests.js';
import type { NeededAccess, Pair, ParsedPolicy, RoleUse } from '../shapes/model.js';
import type { PatchDraft } from '../shapes/patch-draft.js';
import type { JsonObject } from '../remedy/statements.js';

const service = 'batchoperations.s3.amazonaws.com';

/** Whether a trust policy lets S3 Batch Operations take the role. */
export function servesBatch(trustPolicy: ParsedPolicy | null): boolean {
  return (
    trustPolicy?.document.statements.some(
      ({ effect, principals }) =>
        effect === 'Allow' &&
        principals?.not === false &&
        principals.entries.some((entry) => entry.kind === 'service' && entry.service === service),
    ) === true
  );
}

const rowsOfTheJob = batchRows.filter(({ principal }) => principal === 'batch-job-role');

/** What a job for the pairs needs: on the sources, and on the files and keys that the role's own policies name. */
export function neededByBatch(
  pairs: readonly Pair[],
  identityPolicies: readonly ParsedPolicy[],
): readonly NeededAccess[] {
  const [first] = pairs;
  if (first === undefined) return [];
  const onSources = pairs.flatMap((pair) =>
    rowsOfTheJob.flatMap((row) => {
      const { place, subject } = targets[row.target];
      if (place !== 'source') return [];
      if (subject === 'objects') return [need(row, pair, objectsArn(pair.source))];
      // Only a role that has manifests generated needs to: the other way is to read one.
      const isInUse = subject === 'bucket' && grantsAnywhere(identityPolicies, row.action);
      return isInUse ? [need(row, pair, bucketArn(pair.source))] : [];
    }),
  );
  const ofReplication = new Set(
    pairs.flatMap(({ kms: { sourceKeys, replicaKey } }) => [...sourceKeys, replicaKey].map((key) => key?.arn ?? '')),
  );
  const elsewhere = rowsOfTheJob
    .filter(({ target }) => targets[target].place === 'job')
    .flatMap((row) =>
      namedResources(identityPolicies, row.action)
        .filter((pattern) => !ofReplication.has(pattern))
        .map((pattern) => need(row, first, pattern)),
    );
  return [...onSources, ...elsewhere];
}

/** What the jobs that are given need of their role, beside what it needs as a replication role. */
export function neededByJobs(estate: Estate, roleArn: string, pairs: readonly Pair[]): readonly NeededAccess[] {
  const [first] = pairs;
  if (first === undefined) return [];
  return estate.jobs
    .filter((job) => job.roleArn === roleArn)
    .flatMap((job) => requestsOf(job, estate))
    .flatMap((request) => {
      const row = batchRows.find(({ id }) => id === request.row);
      if (row === undefined) return [];
      return actionsOf(request).map((action) => ({ ...need(row, first, request.resourceText), action }));
    });
}

/** What jobs need of each of their roles, also of roles that no replication rule uses: statements by the role's ARN. */
export function statementsForJobs(estate: Estate): ReadonlyMap<string, readonly JsonObject[]> {
  const byRole = groupBy(estate.jobs, ({ roleArn }) => roleArn);
  return new Map(
    [...byRole].map(([role, jobs]) => [
      role,
      jobs
        .flatMap((job) => requestsOf(job, estate))
        .map((request) => ({ Effect: 'Allow', Action: actionsOf(request), Resource: request.resourceText })),
    ]),
  );
}

function need(row: NeededAccess['row'], pair: Pair, resourceText: string): NeededAccess {
  return { action: row.action, resources: ofPattern(resourceText), resourceText, row, pair };
}

/** Resources of the statements that allow the action and name their bucket or key without a wildcard. */
function namedResources(policies: readonly ParsedPolicy[], action: string): readonly string[] {
  const named = policies.flatMap(({ document }) =>
    document.statements.flatMap(({ effect, inert, actions, resources }) => {
      const isGrant = effect === 'Allow' && inert === null && !actions.not && resources?.not === false;
      if (!isGrant || !actions.patterns.some((pattern) => actionsMatching(pattern).includes(action))) return [];
      return resources.patterns.filter((pattern) =>
        /^arn:[^:*?]+:(?:s3:::[^/*?]+\/|kms:[^:*?]+:[^:*?]+:key\/[^*?]+$)/u.test(pattern),
      );
    }),
  );
  return [...new Set(named)].sort();
}

/** Whether the role's policies let a job do it anywhere. */
function grantsAnywhere(policies: readonly ParsedPolicy[], action: string): boolean {
  return policies.some(({ document }) =>
    document.statements.some(({ effect, inert, actions: { not, patterns } }) => {
      if (effect !== 'Allow' || inert !== null) return false;
      return patterns.some((pattern) => actionsMatching(pattern).includes(action)) !== not;
    }),
  );
}

/** Beside a policy to use instead of a broader one. */
export const batchWords =
  'The role serves S3 Batch Operations too. A Batch Replication job needs s3:InitiateReplication, which this policy grants. A job also reads its manifest (s3:GetObject and s3:GetObjectVersion, or s3:PutInventoryConfiguration on the source if S3 generates it) and writes its report (s3:PutObject). Grants of these on a bucket by name are kept. Add them if the manifest and the report are elsewhere.';

/** A role that serves S3 Batch Operations and whose identity-based policies are all known; null = not one of these. */
export function batchRoleOf(use: RoleUse): BatchRole | null {
  const { role, identityPolicies, trustPolicy } = use;
  if (!servesBatch(trustPolicy) || role.identityPolicies.state !== 'known') return null;
  const isKnown =
    identityPolicies.length === role.identityPolicies.value.length &&
    identityPolicies.every(({ document }) => document.valid);
  return isKnown ? { use, mayUse: (action) => grantsAnywhere(identityPolicies, action) } : null;
}

export interface BatchRole {
  readonly use: RoleUse;
  /** Whether its policies allow the action on anything at all. */
  readonly mayUse: (action: string) => boolean;
}

/** Actions on resources, granted to the role. `cause` tells patches of different lacks apart. */
export function grantToRole({ arn, role }: RoleUse, cause: string, statements: readonly JsonObject[]): PatchDraft {
  return {
    account: role.account,
    owner: 'source',
    target: { kind: 'role-policy', resource: arn, name: null, part: null },
    operation: 'add-statement',
    // Where nothing says on which bucket, the owner does.
    value: statements.length === 0 ? null : { Statement: statements },
    decision: true,
    narrows: false,
    cause,
  };
}
