/** The permissions that a replication role needs and no more, as a policy to use instead of a broader one. */
import { targets } from '../../replication/targets.js';
import { groupBy } from '../../basics/group-by.js';
import { shortList } from '../../basics/short-list.js';
import { canonicalJson } from '../../basics/canonical-json.js';
import { bucketArn, partitionOfArn, regionOfArn } from '../../estate/arn.js';
import type { NeededAccess, RoleUse } from '../shapes/model.js';
import { pasted } from '../remedy/narrowing-text.js';
import type { PatchDraft } from '../shapes/patch-draft.js';
import {
  keysBelow,
  kmsCondition,
  oneOrMore,
  resourcesOf,
  type JsonObject,
  type KmsScope,
} from '../remedy/statements.js';
import { batchWords, servesBatch } from './batch-role.js';

/** Characters without white space. AWS takes more, but nobody reads or pastes them from a screen. */
const longest = 3_000;
const mostPairs = 50;

export interface Instead {
  readonly text: string;
  readonly patch: PatchDraft;
}

const known = new WeakMap<RoleUse, Instead>();

/** What to do instead, with the policy to paste where it is short enough; for all findings on one role. */
export function insteadOf(use: RoleUse): Instead {
  let instead = known.get(use);
  if (instead === undefined) {
    const policy = leastPrivilegePolicy(use);
    known.set(use, (instead = { text: textOf(use, policy), patch: patchOf(use, policy) }));
  }
  return instead;
}

function patchOf({ arn, role }: RoleUse, policy: JsonObject): PatchDraft {
  return {
    account: role.account,
    owner: 'source',
    target: { kind: 'role-policy', resource: arn, name: null, part: null },
    operation: 'set',
    value: policy,
    decision: false,
    narrows: true,
    cause: 'least-privilege',
  };
}

function textOf(use: RoleUse, policy: JsonObject): string {
  const role = `role ${use.arn} in account ${use.role.account}`;
  const batch = servesBatch(use.trustPolicy) ? `${batchWords} ` : '';
  if (use.pairs.length <= mostPairs && JSON.stringify(policy).length <= longest)
    return `${batch}Replace the identity-based policies of ${role} with this one, which grants what its rules need:\n${pasted(policy)}`;
  const needed = use.needed.filter(isNeeded);
  const actions = shortList([...new Set(needed.map(({ action }) => action))].sort(), 20);
  const resources = shortList([...new Set(needed.map(({ resourceText }) => resourceText))].sort(), 6);
  return `${batch}Limit the identity-based policies of ${role} to ${actions}, on ${resources}. One role for each source bucket keeps such policies short.`;
}

/** Disputed permissions are in: leaving one out may break what works. */
function isNeeded({ row, action }: NeededAccess): boolean {
  return row.requirement !== 'optional' && action === row.action;
}

/** @param accepts which of the role's needs count; disputed ones do, optional ones do not where nothing else is said */
export function leastPrivilegePolicy(use: RoleUse, accepts: (access: NeededAccess) => boolean = isNeeded): JsonObject {
  const partition = partitionOfArn(use.arn) ?? 'aws';
  const needed = use.needed.filter(accepts);
  const isKms = ({ row }: NeededAccess): boolean => row.callKind === 'kms';
  // Keys of another partition are out of reach.
  const ofKeys = needed.filter((each) => isKms(each) && partitionOfArn(each.resourceText) === partition);
  return {
    Version: '2012-10-17',
    Statement: [...s3Statements(needed.filter((each) => !isKms(each))), ...kmsStatements(ofKeys)],
  };
}

/** Actions on the same resources share a statement; a resource that another one covers is not named. */
function s3Statements(needed: readonly NeededAccess[]): readonly JsonObject[] {
  const byAction = [...groupBy(needed, ({ action }) => action)].map(([action, accesses]) => ({
    action,
    resources: resourcesOf(accesses.map(resourceOf)),
  }));
  return [...groupBy(byAction, ({ resources }) => canonicalJson(resources)).values()].map((alike) => ({
    Effect: 'Allow',
    Action: oneOrMore(alike.map(({ action }) => action)),
    Resource: alike[0]?.resources,
  }));
}

/** Keys with the same actions and conditions share a statement. */
function kmsStatements(needed: readonly NeededAccess[]): readonly JsonObject[] {
  const byKey = groupBy(needed, ({ resourceText, row }) => `${row.target} ${resourceText}`);
  const statements = [...byKey.values()].flatMap((alike) => {
    const [first, ...others] = alike;
    if (first === undefined) return [];
    const Action = oneOrMore(alike.map(({ action }) => action));
    // The files of a batch job lie in buckets that no setting names.
    const Condition =
      targets[first.row.target].place === 'job'
        ? {}
        : { Condition: kmsCondition([scopeOf(first), ...others.map(scopeOf)]) };
    return [{ resource: first.resourceText, rest: { Effect: 'Allow', Action, ...Condition } }];
  });
  return [...groupBy(statements, ({ rest }) => canonicalJson(rest)).values()].map((alike) => {
    const { Effect, Action, ...condition } = alike[0]?.rest ?? {};
    return { Effect, Action, Resource: resourcesOf(alike.map(({ resource }) => resource)), ...condition };
  });
}

function scopeOf({ pair, row, resourceText }: NeededAccess): KmsScope {
  const bucket = targets[row.target].place === 'source' ? pair.source : pair.destination;
  return {
    region: regionOfArn(resourceText),
    bucketArn: bucketArn(bucket),
    prefix: pair.selected.selection.prefix,
  };
}

/** `arn:aws:s3:::orders/*`; what the prefix has of wildcards stands for itself. */
function resourceOf({ row, resourceText, pair }: NeededAccess): string {
  const { place, subject } = targets[row.target];
  if (subject !== 'objects' || place === 'job') return resourceText;
  const { name } = place === 'source' ? pair.source : pair.destination;
  const start = `${bucketArn({ partition: pair.source.partition, name })}/`;
  return `${start}${keysBelow(resourceText.slice(start.length, -1))}`;
}
