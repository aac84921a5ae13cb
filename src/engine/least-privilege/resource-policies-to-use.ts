/** Statements for trust, bucket and key policies that admit the replication roles and nobody else. */
import { groupBy } from '../../basics/group-by.js';
import type { DecidedRequest, Pair, RoleUse } from '../model.js';
import { kmsCondition, literally, oneOrMore, type JsonObject } from '../remedy/statements.js';
import { regionOf } from '../findings/words.js';

function pasted(json: unknown): string {
  return JSON.stringify(json, null, 2);
}

/** S3, and S3 Batch Operations where the role serves it. */
export function trustPolicyText({ arn, role }: RoleUse, services: readonly string[]): string {
  const policy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: oneOrMore(services) }, Action: 'sts:AssumeRole' }],
  };
  return `Use this trust policy for role ${arn} in account ${role.account} instead, and give others a role of their own:\n${pasted(policy)}`;
}

/** For a destination bucket: one statement a role. */
export function bucketPolicyText(bucket: string, account: string | null, incoming: readonly Pair[]): string {
  const statements = byRole(incoming).map(([role, pairs]): JsonObject => ({
    Effect: 'Allow',
    Principal: { AWS: role },
    Action: oneOrMore(actionsOn(pairs, 'destination-objects')),
    Resource: oneOrMore(
      pairs.map(
        ({ destination, selection }) =>
          `arn:${destination.partition}:s3:::${destination.name}/${literally(selection.prefix)}*`,
      ),
    ),
  }));
  return withStatements(`the bucket policy of ${bucket}${inAccount(account)}`, statements);
}

/** For a key: one statement a role and direction. */
export function keyPolicyText(
  arn: string,
  { account, region }: { readonly account: string | null; readonly region: string | null },
  asSource: readonly Pair[],
  asReplica: readonly Pair[],
): string {
  const of = (pairs: readonly Pair[], target: 'source-key' | 'replica-key'): readonly JsonObject[] =>
    byRole(pairs).flatMap(([role, own]) => {
      const [first, ...others] = own.map((pair) => {
        const bucket = target === 'source-key' ? pair.source : pair.destination;
        const at = region ?? (target === 'source-key' ? regionOf(pair.source) : pair.destination.region);
        return { region: at, bucketArn: `arn:${bucket.partition}:s3:::${bucket.name}`, prefix: pair.selection.prefix };
      });
      if (first === undefined) return [];
      return [
        {
          Effect: 'Allow',
          Principal: { AWS: role },
          Action: oneOrMore(actionsOn(own, target)),
          Resource: '*',
          Condition: kmsCondition([first, ...others]),
        },
      ];
    });
  return withStatements(`the key policy of ${arn}${inAccount(account)}`, [
    ...of(asSource, 'source-key'),
    ...of(asReplica, 'replica-key'),
  ]);
}

const mostStatements = 5;

/** Of a bucket that many replicate into, the statements of all would only hide the form of each. */
function withStatements(place: string, statements: readonly JsonObject[]): string {
  const shown = statements.slice(0, mostStatements);
  if (shown.length === 1)
    return `In ${place}, use this statement for the replication role instead:\n${pasted(shown[0])}`;
  const more =
    statements.length > shown.length ? `, and one like them for ${statements.length - shown.length} more` : '';
  return `In ${place}, use these statements for the replication roles instead${more}:\n${pasted(shown)}`;
}

function inAccount(account: string | null): string {
  return account === null ? '' : ` in account ${account}`;
}

function byRole(pairs: readonly Pair[]): readonly (readonly [string, readonly Pair[]])[] {
  return [
    ...groupBy(
      pairs.filter(({ role }) => role.arn !== null),
      ({ role }) => role.arn ?? '',
    ),
  ].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Disputed permissions are in: leaving one out may break what works. */
function actionsOn(pairs: readonly Pair[], target: DecidedRequest['row']['target']): readonly string[] {
  return pairs.flatMap(({ requests }) =>
    requests
      .filter(({ row, action }) => row.target === target && row.requirement !== 'optional' && action === row.action)
      .map(({ action }) => action),
  );
}
