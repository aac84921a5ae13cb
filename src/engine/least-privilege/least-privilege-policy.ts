/** The permissions that a replication role needs and no more, as a policy to use instead of a broader one. */
import { arnFields } from '../../policy/arn.js';
import { groupBy } from '../../basics/group-by.js';
import type { NeededAccess, RoleUse } from '../model.js';
import { kmsCondition, literally, oneOrMore, type JsonObject, type KmsScope } from '../remedy/statements.js';
import { shortList } from '../../basics/short-list.js';

/** Characters without white space. AWS takes more, but nobody reads or pastes them from a screen. */
const longest = 3_000;
const mostPairs = 50;

const known = new WeakMap<RoleUse, string>();

/** What to do instead, with the policy to paste where it is short enough. */
export function insteadText(use: RoleUse): string {
  let text = known.get(use);
  if (text === undefined) known.set(use, (text = workOut(use)));
  return text;
}

function workOut(use: RoleUse): string {
  const role = `role ${use.arn} in account ${use.role.account}`;
  const policy = use.pairs.length > mostPairs ? null : leastPrivilegePolicy(use);
  if (policy !== null && JSON.stringify(policy).length <= longest)
    return `Use this permissions policy for ${role} instead; it allows what the replication rules need and no more:\n${JSON.stringify(policy, null, 2)}`;
  const needed = use.needed.filter(isNeeded);
  const actions = shortList([...new Set(needed.map(({ action }) => action))].sort(), 20);
  const resources = shortList([...new Set(needed.map(({ resourceText }) => resourceText))].sort(), 6);
  return `Limit the permissions policies of ${role} to ${actions}, on ${resources}. A role for each source bucket keeps such policies short.`;
}

/** Disputed permissions are in: leaving one out may break what works. */
function isNeeded({ row, action }: NeededAccess): boolean {
  return row.requirement !== 'optional' && action === row.action;
}

export function leastPrivilegePolicy(use: RoleUse): JsonObject {
  const needed = use.needed.filter(isNeeded);
  const isKms = ({ row }: NeededAccess): boolean => row.leg === 'kms';
  return {
    Version: '2012-10-17',
    Statement: [...s3Statements(needed.filter((each) => !isKms(each))), ...kmsStatements(needed.filter(isKms))],
  };
}

/** Resources that need the same actions share a statement. */
function s3Statements(needed: readonly NeededAccess[]): readonly JsonObject[] {
  const byResource = groupBy(needed, resourceOf);
  const byActions = groupBy([...byResource], ([, accesses]) =>
    JSON.stringify(oneOrMore(accesses.map(({ action }) => action))),
  );
  return [...byActions.values()].map((alike) => ({
    Effect: 'Allow',
    Action: oneOrMore(alike.flatMap(([, accesses]) => accesses.map(({ action }) => action))),
    Resource: oneOrMore(alike.map(([resource]) => resource)),
  }));
}

function kmsStatements(needed: readonly NeededAccess[]): readonly JsonObject[] {
  return [...groupBy(needed, ({ resourceText, row }) => `${row.target} ${resourceText}`).values()].flatMap((alike) => {
    const [first, ...others] = alike;
    if (first === undefined) return [];
    return [
      {
        Effect: 'Allow',
        Action: oneOrMore(alike.map(({ action }) => action)),
        Resource: first.resourceText,
        Condition: kmsCondition([scopeOf(first), ...others.map(scopeOf)]),
      },
    ];
  });
}

function scopeOf({ pair, row, resourceText }: NeededAccess): KmsScope {
  const { partition, name } = row.target === 'source-key' ? pair.source : pair.destination;
  const region = arnFields(resourceText)[3] ?? '';
  return {
    region: region === '' ? null : region,
    bucketArn: `arn:${partition}:s3:::${name}`,
    prefix: pair.selection.prefix,
  };
}

/** `arn:aws:s3:::orders/*`; what the prefix has of wildcards stands for itself. */
function resourceOf({ row, resourceText }: NeededAccess): string {
  return row.target.endsWith('-objects') ? `${literally(resourceText.slice(0, -1))}*` : resourceText;
}
