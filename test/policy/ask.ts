/** Small requests for tests of the policy language: one role, one resource, what is known of the context. */
import {
  decide,
  everything,
  noAuthorities,
  parsePolicy,
  type Authorities,
  type ContextValue,
  type DecideOptions,
  type Decision,
  type PolicyInForce,
  type PolicyKind,
} from '../../src/policy/index.js';

export type Json = Readonly<Record<string, unknown>>;

export const account = '111111111111';
export const roleArn = `arn:aws:iam::${account}:role/path/copy`;
export const sessionArn = `arn:aws:sts::${account}:assumed-role/copy/s3-replication`;

export interface Asked {
  readonly action?: string;
  readonly resource?: string;
  readonly resourceAccount?: string | null;
  readonly role?: string;
  /** Instead of the role. */
  readonly service?: string;
  /** By condition key: a value, several, or what is known. A key that is not named is not in the request. */
  readonly context?: Readonly<Record<string, string | readonly string[] | ContextValue>>;
  /** Statements of the identity-based policy; default: everything is allowed. */
  readonly identity?: readonly Json[];
  /** Added to those. */
  readonly also?: readonly Json[];
  readonly boundary?: readonly Json[];
  readonly session?: readonly Json[];
  readonly serviceControl?: readonly Json[];
  readonly resourceControl?: readonly Json[];
  readonly resourcePolicy?: readonly Json[];
  readonly resourceKind?: PolicyKind;
  /** Further authorities: grants, settings. */
  readonly beside?: Partial<Authorities>;
  readonly options?: DecideOptions;
}

export const allowAll: Json = { Effect: 'Allow', Action: '*', Resource: '*' };
export function denyIf(Condition: Json): Json {
  return { Effect: 'Deny', Action: '*', Resource: '*', Condition };
}
export function allowIf(Condition: Json): Json {
  return { Effect: 'Allow', Action: '*', Resource: '*', Condition };
}

export function policy(kind: PolicyKind, Statement: readonly Json[], name: string = kind): PolicyInForce {
  return { kind, name, document: parsePolicy({ json: { Version: '2012-10-17', Statement }, text: null }, kind) };
}

export function ask(asked: Asked): Decision {
  const { action = 's3:GetObject', resource = 'arn:aws:s3:::src/k', resourceAccount = account } = asked;
  return decide(
    {
      principal:
        asked.service === undefined
          ? {
              kind: 'role-session',
              partition: 'aws',
              account,
              roleArn: asked.role ?? roleArn,
              roleId: 'AROAEXAMPLE',
              sessionName: 's3-replication',
            }
          : { kind: 'service', service: asked.service },
      action,
      resource,
      resourceAccount,
      keys: everything,
      context: { values: contextOf(asked), others: { state: 'absent' } },
    },
    authoritiesOf(asked, action),
    asked.options,
  );
}

/** What came out: an explicit Deny is told from a missing Allow. */
export function outcomeOf(asked: Asked): 'allowed' | 'denied' | 'not allowed' | 'partly' | 'unknown' {
  const decision = ask(asked);
  if (decision.outcome !== 'denied') return decision.outcome;
  const isExplicit = decision.denials.some(({ statements }) => statements.some(({ effect }) => effect === 'deny'));
  return isExplicit ? 'denied' : 'not allowed';
}

function contextOf({ context = {} }: Asked): ReadonlyMap<string, ContextValue> {
  return new Map(
    Object.entries(context).map(([key, value]) => [
      key.toLowerCase(),
      typeof value === 'string'
        ? { state: 'present', values: [value] }
        : Array.isArray(value)
          ? { state: 'present', values: value as readonly string[] }
          : (value as ContextValue),
    ]),
  );
}

function authoritiesOf(asked: Asked, action: string): Authorities {
  const known = <T>(value: T) => ({ state: 'known', value }) as const;
  const optional = (kind: PolicyKind, statements: readonly Json[] | undefined) =>
    statements === undefined ? ({ state: 'absent' } as const) : known(policy(kind, statements));
  const level = (kind: PolicyKind, statements: readonly Json[] | undefined) =>
    statements === undefined
      ? ({ state: 'absent' } as const)
      : known([{ target: 'root', policies: known([policy(kind, statements)]) }]);
  const kindOfService = action.startsWith('kms:') ? 'key' : action.startsWith('sts:') ? 'trust' : 'bucket';
  return {
    ...noAuthorities,
    identity: known([known(policy('identity', [...(asked.identity ?? [allowAll]), ...(asked.also ?? [])]))]),
    permissionsBoundary: optional('permissions-boundary', asked.boundary),
    session: optional('session', asked.session),
    serviceControl: level('service-control', asked.serviceControl),
    resourceControl: level('resource-control', asked.resourceControl),
    resource: optional(asked.resourceKind ?? kindOfService, asked.resourcePolicy),
    ...asked.beside,
  };
}
