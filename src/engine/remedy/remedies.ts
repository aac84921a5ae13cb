/** What would grant a missing permission: the statement with the user's own names, and the policy and account it belongs to. */
import type { Denial } from '../../policy/model.js';
import type { DecidedRequest, Pair } from '../model.js';
import { isExplicitDeny, listStatements } from '../findings/permission-words.js';
import { kmsCondition, literally, type JsonObject } from './policy-text.js';
import type { Remedy } from '../../report/model.js';

export function remedyFor(denial: Denial, request: DecidedRequest, pair: Pair): Remedy {
  if (isExplicitDeny(denial)) return exemption(denial, request, pair);
  if (denial.cause === 'block-public-access') {
    return {
      instruction: `In the bucket policy of ${pair.destination.name}${inAccount(request.resourceAccount)}, limit the statement that is public to an organization or an account, or remove it.`,
      place: null,
      statement: null,
    };
  }
  const { place, statement } = grantFor(denial, request, pair);
  if (statement === null) return { instruction: `Allow ${request.action} in ${place}.`, place, statement };
  return { place, instruction: `${beginnings[denial.cause] ?? 'Add this statement to'} ${place}:`, statement };
}

/** As a finding's help: the instruction, and the JSON to paste below it. */
export function remedyText({ instruction, statement }: Remedy): string {
  return statement === null ? instruction : `${instruction}\n${JSON.stringify(statement, null, 2)}`;
}

const beginnings: Readonly<Record<string, string>> = {
  'wrong-resource': 'Widen the resources of that statement, or add this one to',
  'condition-not-met': 'Correct the condition of that statement, or add this one to',
};

function inAccount(account: string | null): string {
  return account === null ? '' : ` in account ${account}`;
}

/** No Allow helps against a Deny: the Deny has to spare the role. */
function exemption(denial: Denial, request: DecidedRequest, pair: Pair): Remedy {
  const isOfOrganization = denial.policyKind === 'service-control' || denial.policyKind === 'resource-control';
  const owner = denial.side === 'principal' ? pair.role.account : request.resourceAccount;
  const place = `${listStatements(denial.statements)}${isOfOrganization ? ` (organization of account ${owner ?? 'not known'})` : inAccount(owner)}`;
  if (request.row.leg === 'assume-role')
    return {
      instruction: `No Allow helps against a Deny: exempt s3.amazonaws.com from ${place}.`,
      place: null,
      statement: null,
    };
  return {
    instruction: `No Allow helps against a Deny: add this condition to ${place}, so that it spares the replication role:`,
    place: null,
    statement: { Condition: { ArnNotEquals: { 'aws:PrincipalArn': pair.role.arn ?? '' } } },
  };
}

interface Grant {
  /** `the bucket policy of x in account 2`. */
  readonly place: string;
  readonly statement: Remedy['statement'];
}

function grantFor({ cause, side }: Denial, request: DecidedRequest, pair: Pair): Grant {
  const { row } = request;
  const role = pair.role.arn ?? '';
  const ofRole = `role ${role}${inAccount(pair.role.account)}`;
  if (cause === 'resource-control-policy')
    return {
      place: `the resource control policies that account ${request.resourceAccount ?? 'not known'} is under, on every level`,
      statement: null,
    };
  if (row.leg === 'assume-role') {
    return {
      place: `the trust policy of ${ofRole}`,
      statement: { Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' },
    };
  }
  if (side === 'principal') {
    const own: Readonly<Record<string, string>> = {
      'permissions-boundary': `the permissions boundary of ${ofRole}`,
      'service-control-policy': `a service control policy of each level that account ${pair.role.account ?? 'not known'} is under`,
      'session-policy': `the session policy of ${ofRole}`,
    };
    return {
      place: own[cause] ?? `a permissions policy of ${ofRole}`,
      statement: identityStatement(request, pair),
    };
  }
  if (row.leg === 'kms') {
    return {
      place: `the key policy of ${request.resource}${inAccount(request.resourceAccount)}`,
      statement: keyStatement(request, pair),
    };
  }
  const bucket = row.target.startsWith('source') ? pair.source.name : pair.destination.name;
  return {
    place: `the bucket policy of ${bucket}${inAccount(request.resourceAccount)}`,
    statement: {
      Effect: 'Allow',
      Principal: { AWS: role },
      Action: request.action,
      Resource: objectPattern(request, pair),
    },
  };
}

/** The objects that the rule selects, not the whole bucket, where it has a prefix. */
function objectPattern({ resource }: DecidedRequest, pair: Pair): string {
  return resource.endsWith('/*') ? `${resource.slice(0, -1)}${literally(pair.selection.prefix)}*` : resource;
}

function identityStatement(request: DecidedRequest, pair: Pair): JsonObject {
  const statement = { Effect: 'Allow', Action: request.action, Resource: objectPattern(request, pair) };
  return request.row.leg === 'kms' ? { ...statement, Condition: keyCondition(request, pair) } : statement;
}

function keyStatement(request: DecidedRequest, pair: Pair): JsonObject {
  return {
    Effect: 'Allow',
    Principal: { AWS: pair.role.arn ?? '' },
    Action: request.action,
    Resource: '*',
    Condition: keyCondition(request, pair),
  };
}

function keyCondition({ row, resourceRegion }: DecidedRequest, pair: Pair): JsonObject {
  const { partition, name } = row.target === 'source-key' ? pair.source : pair.destination;
  return kmsCondition([
    { region: resourceRegion, bucketArn: `arn:${partition}:s3:::${name}`, prefix: pair.selection.prefix },
  ]);
}
