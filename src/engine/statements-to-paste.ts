/** The statement that would grant a missing permission, with the user's own names, and where it belongs. */
import type { CauseOfDenial } from '../policy/model.js';
import type { DecidedRequest, Pair } from './model.js';

export interface Remedy {
  /** `the bucket policy of destination bucket x (account 2)`. */
  readonly where: string;
  /** JSON of one statement, indented by two blanks; null where no statement helps. */
  readonly statement: string | null;
}

export function remedyFor(
  cause: CauseOfDenial,
  side: 'principal' | 'resource',
  request: DecidedRequest,
  pair: Pair,
): Remedy {
  const { row, resourceAccount } = request;
  const owner = resourceAccount === null ? '' : ` in account ${resourceAccount}`;
  if (row.leg === 'assume-role') {
    return {
      where: `the trust policy of role ${pair.role.arn ?? ''}`,
      statement: json({ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }),
    };
  }
  if (side === 'principal') {
    const where = {
      'permissions-boundary': 'the permissions boundary',
      'service-control-policy': 'a service control policy on every level above',
      'session-policy': 'the session policy',
    }[cause as string];
    return {
      where: `${where ?? 'a permissions policy'} of role ${pair.role.arn ?? ''}`,
      statement: json(identityStatement(request, pair)),
    };
  }
  if (row.leg === 'kms')
    return { where: `the key policy of ${request.resource}${owner}`, statement: json(keyStatement(request, pair)) };
  const bucket = row.target.startsWith('source') ? pair.source.name : pair.destination.name;
  return {
    where: `the bucket policy of ${bucket}${owner}`,
    statement: json({
      Effect: 'Allow',
      Principal: { AWS: pair.role.arn ?? '' },
      Action: request.action,
      Resource: objectPattern(request, pair),
    }),
  };
}

const json = (statement: unknown): string => JSON.stringify(statement, null, 2);

/** The objects that the rule selects, not the whole bucket, where it has a prefix. */
const objectPattern = ({ resource }: DecidedRequest, pair: Pair): string =>
  resource.endsWith('/*') ? `${resource.slice(0, -1)}${pair.selection.prefix}*` : resource;

function identityStatement(request: DecidedRequest, pair: Pair): unknown {
  const statement = { Effect: 'Allow', Action: request.action, Resource: objectPattern(request, pair) };
  return request.row.leg === 'kms' ? { ...statement, Condition: keyCondition(request, pair) } : statement;
}

const keyStatement = (request: DecidedRequest, pair: Pair): unknown => ({
  Effect: 'Allow',
  Principal: { AWS: pair.role.arn ?? '' },
  Action: request.action,
  Resource: '*',
  Condition: keyCondition(request, pair),
});

/** Both forms of the encryption context: the bucket's ARN with a Bucket Key, the object's without. */
function keyCondition({ row, resourceRegion }: DecidedRequest, pair: Pair): unknown {
  const isSource = row.target === 'source-key';
  const { partition, name } = isSource ? pair.source : pair.destination;
  const bucket = `arn:${partition}:s3:::${name}`;
  return {
    StringLike: {
      'kms:ViaService': `s3.${resourceRegion ?? '*'}.amazonaws.com`,
      'kms:EncryptionContext:aws:s3:arn': [bucket, `${bucket}/${pair.selection.prefix}*`],
    },
  };
}
