/** Turns a trap into a request with its authorities: the default world of the trap tables. */
import {
  decide,
  everything,
  parsePolicy,
  type AccessRequest,
  type Authorities,
  type ContextValue,
  type Decision,
  type Evidence,
  type PolicyDocument,
  type PolicyInForce,
  type PolicyKind,
  type Unanswered,
} from '../../../src/policy/index.js';
import { A, B, keyOf, replicateObject, role, rootOf, type Ask, type StatementJson, type Trap } from './trap.js';

function unansweredOf(id: string): Unanswered {
  return {
    cause: 'undocumented',
    id,
    what: `${id} is not known`,
    how: `Test ${id}.`,
  };
}
function present(...values: string[]): ContextValue {
  return { state: 'present', values };
}
const absent: ContextValue = { state: 'absent' };
function oneOf(id: string, ...alternatives: ContextValue[]): ContextValue {
  return {
    state: 'one-of',
    alternatives,
    question: unansweredOf(id),
  };
}
const foreignEndpoint = present('vpce-0f0f0f0f0f0f0f0f0');

export interface Judged {
  readonly decision: Decision;
  readonly documents: readonly PolicyDocument[];
}

export function judgeTrap(trap: Trap): Judged {
  const request = requestOf(trap);
  const { authorities, documents } = authoritiesOf(trap, request);
  return { decision: decide(request, authorities), documents };
}

function requestOf(trap: Trap): AccessRequest {
  const question = trap.ask ?? replicateObject;
  const values = new Map(Object.entries(contextOf(trap, question)));
  const base = {
    keys: everything,
    context: { values, others: { state: 'unknown', mayBeAbsent: true, question: unansweredOf('others') } },
  } as const;
  if (question.callKind === 'assume-role') {
    return {
      ...base,
      principal: { kind: 'service', service: 's3.amazonaws.com' },
      action: 'sts:AssumeRole',
      resource: role,
      resourceAccount: A,
    };
  }
  const principal = {
    kind: 'role-session',
    partition: 'aws',
    account: A,
    roleArn: role,
    roleId: 'AROAROLEID',
    sessionName: 's3-replication',
  } as const;
  const isForeign = trap.cross === true && (question.callKind === 'kms' || question.resource.includes('dst'));
  const resource = question.callKind === 's3' ? question.resource : keyArnOf(trap);
  return { ...base, principal, action: question.action, resource, resourceAccount: isForeign ? B : A };
}

function keyArnOf(trap: Trap): string {
  return keyOf(trap.cross === true ? B : A, trap.keyRegion, trap.keyId);
}

function contextOf(trap: Trap, question: Ask): Record<string, ContextValue> {
  const network: Record<string, ContextValue> = {
    'aws:securetransport': oneOf('aws:SecureTransport', present('true'), absent),
    's3:tlsversion': oneOf('s3:TlsVersion', present('1.2'), present('1.3'), absent),
    'aws:sourceip': oneOf('aws:SourceIp', absent, present('52.92.16.1')),
    'aws:sourcevpc': oneOf('aws:SourceVpc', absent, present('vpc-0f0f0f0f0f0f0f0f0')),
    'aws:sourcevpce': oneOf('aws:SourceVpce', absent, foreignEndpoint),
    'aws:resourceaccount': present(trap.cross === true ? B : A),
    'aws:resourcetag/*': absent,
  };
  if (question.callKind === 'assume-role') {
    return {
      ...network,
      'aws:principalorgid': absent,
      'aws:principalisawsservice': present('true'),
      'aws:principalservicename': present('s3.amazonaws.com'),
      'aws:sourceaccount': oneOf('aws:SourceAccount', absent, present(A)),
      'aws:sourcearn': oneOf('aws:SourceArn', absent, present('arn:aws:s3:::src')),
      'sts:externalid': absent,
      ...trap.context,
    };
  }
  const tags = Object.fromEntries(
    Object.entries(trap.roleTags ?? {}).map(([name, value]) => [
      `aws:principaltag/${name.toLowerCase()}`,
      present(value),
    ]),
  );
  const session: Record<string, ContextValue> = {
    ...network,
    'aws:principalarn': present(role),
    'aws:principalaccount': present(A),
    'aws:principalorgid': trap.organization === undefined ? absent : present(trap.organization),
    'aws:principalorgpaths': trap.organization === undefined ? absent : present(`${trap.organization}/r-1/ou-1/`),
    'aws:principaltype': present('AssumedRole'),
    'aws:userid': present('AROAROLEID:s3-replication'),
    'aws:principaltag/*': absent,
    'aws:principalisawsservice': present('false'),
    'aws:principalservicename': absent,
    'aws:viaawsservice': present('false'),
    'aws:calledvia': absent,
    'aws:sourcearn': absent,
    'aws:sourceaccount': absent,
    'aws:tokenissuetime': present('2026-11-01T00:00:00Z'),
    'aws:multifactorauthpresent': oneOf('aws:MultiFactorAuthPresent', present('false'), absent),
    's3:dataaccesspointaccount': absent,
    's3:x-amz-server-side-encryption': oneOf('s3:x-amz-server-side-encryption', present('aws:kms'), absent),
    ...tags,
  };
  if (question.callKind === 's3') return { ...session, ...trap.context };
  const region = trap.keyRegion ?? 'us-east-1';
  const objectArn = question.objectArn;
  const contextArn =
    objectArn !== undefined && trap.bucketKey === true ? objectArn.slice(0, objectArn.indexOf('/')) : objectArn;
  return {
    ...session,
    'aws:viaawsservice': oneOf('aws:ViaAWSService', present('true'), present('false')),
    'aws:calledvia': oneOf('aws:CalledVia', absent, present('s3.amazonaws.com')),
    'kms:viaservice': present(`s3.${region}.amazonaws.com`),
    'kms:calleraccount': present(A),
    'kms:encryptioncontext:*': absent,
    'kms:encryptioncontext:aws:s3:arn': contextArn === undefined ? absent : present(contextArn),
    'kms:encryptioncontextkeys': contextArn === undefined ? absent : present('aws:s3:arn'),
    'kms:requestalias': { state: 'unknown', mayBeAbsent: true, question: unansweredOf('kms:RequestAlias') },
    ...trap.context,
  };
}

function authoritiesOf(
  trap: Trap,
  request: AccessRequest,
): { authorities: Authorities; documents: readonly PolicyDocument[] } {
  const documents: PolicyDocument[] = [];
  const policy = (
    kind: PolicyKind,
    name: string,
    statements: readonly StatementJson[],
    version: string | null = '2012-10-17',
    text: string | null = null,
  ): PolicyInForce => {
    const json: unknown =
      text === null ? { ...(version === null ? {} : { Version: version }), Statement: statements } : JSON.parse(text);
    const document = parsePolicy({ json, text }, kind);
    documents.push(document);
    return { kind, name, document };
  };
  const known = <T>(value: T): Evidence<T> => ({ state: 'known', value });
  const optional = (kind: PolicyKind, statements: readonly StatementJson[] | undefined): Evidence<PolicyInForce> =>
    statements === undefined ? { state: 'absent' } : known(policy(kind, kind, statements));

  const statements =
    trap.identity === undefined ? [{ Effect: 'Allow', Action: '*', Resource: '*' }] : (trap.identity ?? []);
  const all = trap.identityExtra === undefined ? statements : [...statements, trap.identityExtra];
  const identity: Authorities['identity'] =
    all.length === 0 ? known([]) : known([known(policy('identity', 'role-policy', all, trap.identityVersion))]);

  const scp = trap.scp?.map((level, index) => ({
    target: `level-${index}`,
    policies: known(level.map((document, at) => policy('service-control', `scp-${index}-${at}`, document))),
  }));
  const resource = resourcePolicyOf(trap, request, policy);
  const authorities: Authorities = {
    identity,
    permissionsBoundary: optional('permissions-boundary', trap.boundary),
    session: { state: 'absent' },
    serviceControl: scp === undefined ? { state: 'absent' } : known(scp),
    resourceControl:
      trap.rcp === undefined
        ? { state: 'absent' }
        : known([{ target: 'account', policies: known([policy('resource-control', 'rcp', trap.rcp)]) }]),
    resource,
    grants:
      trap.grants === 'unreadable'
        ? { state: 'missing', question: { ...unansweredOf('ListGrants'), cause: 'unreadable' } }
        : trap.grants === undefined
          ? { state: 'absent' }
          : known(trap.grants),
    restrictPublicBuckets:
      trap.restrictPublicBuckets === 'unreadable'
        ? { state: 'missing', question: { ...unansweredOf('GetPublicAccessBlock'), cause: 'unreadable' } }
        : known(trap.restrictPublicBuckets === true),
    isAwsManagedKey: trap.awsManagedKey === true,
    objectOwner: trap.objectOwner ?? 'bucket-owner',
  };
  return { authorities, documents };
}

type MakePolicy = (
  kind: PolicyKind,
  name: string,
  statements: readonly StatementJson[],
  version?: string | null,
  text?: string | null,
) => PolicyInForce;

function resourcePolicyOf(trap: Trap, request: AccessRequest, policy: MakePolicy): Evidence<PolicyInForce> {
  if (request.action.startsWith('sts:'))
    return { state: 'known', value: policy('trust', 'trust', trap.trustPolicy ?? []) };
  if (request.action.startsWith('kms:')) {
    const owner = trap.cross === true ? B : A;
    const managed = {
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
      Condition: {
        StringEquals: {
          'kms:CallerAccount': owner,
          'kms:ViaService': `s3.${trap.keyRegion ?? 'us-east-1'}.amazonaws.com`,
        },
      },
    };
    const fallback =
      trap.awsManagedKey === true
        ? managed
        : { Effect: 'Allow', Principal: { AWS: rootOf(owner) }, Action: 'kms:*', Resource: '*' };
    const statements = [
      ...(trap.keyPolicy ?? [fallback]),
      ...(trap.keyPolicyExtra === undefined ? [] : [trap.keyPolicyExtra]),
    ];
    return { state: 'known', value: policy('key', 'key-policy', statements) };
  }
  if (trap.bucketPolicyText !== undefined)
    return { state: 'known', value: policy('bucket', 'bucket-policy', [], null, trap.bucketPolicyText) };
  if (trap.bucketPolicy === undefined) return { state: 'absent' };
  return { state: 'known', value: policy('bucket', 'bucket-policy', trap.bucketPolicy, trap.bucketPolicyVersion) };
}
