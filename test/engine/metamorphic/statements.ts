/** Random statements about the estates of these tests: what people write, over every kind of key that S3's requests carry, may carry, or lack. */
import fc from 'fast-check';
import type { Block, Kind, Statement } from './documents.js';

/** Names that the estates have. */
export interface Names {
  readonly source: string;
  readonly destination: string;
  readonly sourceAccount: string;
  readonly destinationAccount: string;
  readonly role: string;
  readonly sourceKey: string;
  readonly replicaKey: string;
}

type Values = (names: Names) => readonly string[];

const organization: Values = () => ['o-exampleorg1', 'o-other', 'o-*'];
const account: Values = ({ sourceAccount, destinationAccount }) => [
  sourceAccount,
  destinationAccount,
  '999988887777',
  '*',
];
const endpoint: Values = () => ['vpce-1', '*', 'vpce-?'];

/** Keys that are compared as texts, with values that hit, miss, or do either. */
const textKeys: readonly (readonly [string, Values])[] = [
  ['aws:PrincipalArn', ({ role }) => [role, role.replace(/[^/]*$/u, '*'), 'arn:aws:iam::*:role/admin', '*']],
  ['aws:PrincipalAccount', account],
  ['aws:PrincipalOrgID', organization],
  ['aws:PrincipalTag/team', () => ['data', 'd*', 'other', '${aws:PrincipalTag/team}']],
  ['aws:PrincipalType', () => ['AssumedRole', 'Service', 'User']],
  ['aws:userid', () => ['AROAEXAMPLEROLEID0001:*', 'AROAEXAMPLEROLEID0001:s3-replication', 'AROAOTHER:*']],
  ['aws:username', () => ['admin', '*']],
  ['aws:PrincipalServiceName', () => ['s3.amazonaws.com', '*']],
  ['aws:SourceVpce', endpoint],
  ['aws:SourceVpc', endpoint],
  ['aws:SourceArn', ({ source }) => [`arn:aws:s3:::${source}`, 'arn:aws:s3:::*', 'arn:aws:sns:*']],
  ['aws:SourceAccount', account],
  ['aws:ResourceAccount', account],
  ['aws:ResourceOrgID', () => ['o-exampleorg1', 'o-other', '${aws:PrincipalOrgID}']],
  ['aws:RequestedRegion', () => ['us-east-1', 'us-west-2', 'us-*', 'eu-west-1']],
  ['aws:ResourceTag/env', () => ['prod', 'dev', '*']],
  ['s3:ResourceAccount', account],
  ['s3:x-amz-server-side-encryption', () => ['aws:kms', 'AES256', 'aws:kms*']],
  ['s3:x-amz-server-side-encryption-aws-kms-key-id', ({ sourceKey, replicaKey }) => [sourceKey, replicaKey, '*']],
  ['s3:x-amz-acl', () => ['bucket-owner-full-control', '*']],
  ['s3:ExistingObjectTag/class', () => ['gold', '*']],
  ['s3:authType', () => ['REST-HEADER', 'POST']],
  ['kms:ViaService', () => ['s3.us-east-1.amazonaws.com', 's3.us-west-2.amazonaws.com', 's3.*.amazonaws.com', 'ec2.*']],
  ['kms:CallerAccount', account],
  [
    'kms:EncryptionContext:aws:s3:arn',
    ({ source, destination }) =>
      [source, destination].flatMap((name) => [
        `arn:aws:s3:::${name}`,
        `arn:aws:s3:::${name}/*`,
        `arn:aws:s3:::${name}/a*`,
        `arn:aws:s3:::${name}*`,
      ]),
  ],
  ['kms:KeyOrigin', () => ['AWS_KMS', 'EXTERNAL']],
  ['kms:RequestAlias', () => ['alias/replica', '*']],
  ['sts:ExternalId', () => ['x', '*']],
];

const boolKeys = [
  'aws:SecureTransport',
  'aws:PrincipalIsAWSService',
  'aws:ViaAWSService',
  'aws:MultiFactorAuthPresent',
  'kms:MultiRegion',
  'kms:GrantIsForAWSResource',
];
const otherConditions: readonly Block[] = [
  { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
  { NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '10.0.0.0/8'] } },
  { NotIpAddressIfExists: { 'aws:VpcSourceIp': '10.0.0.0/8' } },
  { NumericLessThan: { 's3:TlsVersion': '1.2' } },
  { NumericLessThanIfExists: { 's3:TlsVersion': '1.3' } },
  { NumericGreaterThanEquals: { 's3:TlsVersion': '1.2' } },
  { DateGreaterThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } },
  { DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } },
  { DateLessThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:00Z' } },
  { 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['aws:s3:arn'] } },
  { 'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': ['aws:s3:arn', 'other'] } },
  { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-exampleorg1/*' } },
  { 'ForAllValues:StringNotLike': { 'aws:PrincipalOrgPaths': 'o-exampleorg1/*' } },
  { 'ForAllValues:StringNotEquals': { 'aws:CalledVia': 's3.amazonaws.com' } },
  { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['s3.amazonaws.com', 'athena.amazonaws.com'] } },
  { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'a' } },
];

const positive = [
  'StringEquals',
  'StringLike',
  'StringEqualsIfExists',
  'StringLikeIfExists',
  'ArnLike',
  'StringEqualsIgnoreCase',
];
const negated = ['StringNotEquals', 'StringNotLike', 'StringNotEqualsIfExists', 'StringNotLikeIfExists', 'ArnNotLike'];

function textCondition(names: Names): fc.Arbitrary<Block> {
  return fc.constantFrom(...textKeys).chain(([key, values]) => {
    const isArn = /arn$/iu.test(key);
    const operators = [...positive, ...negated].filter((operator) => isArn || !operator.startsWith('Arn'));
    return fc
      .tuple(
        fc.constantFrom(...operators),
        fc.uniqueArray(fc.constantFrom(...values(names)), { minLength: 1, maxLength: 3 }),
      )
      .map(([operator, list]) => ({ [operator]: { [key]: list } }));
  });
}

/** One test. */
export function conditionOf(names: Names): fc.Arbitrary<Block> {
  const keys = [...textKeys.map(([key]) => key), ...boolKeys, 'aws:SourceIp'];
  return fc.oneof(
    { weight: 6, arbitrary: textCondition(names) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('Bool', 'BoolIfExists'), fc.constantFrom(...boolKeys), fc.constantFrom('true', 'false'))
        .map(([operator, key, value]) => ({ [operator]: { [key]: value } })),
    },
    { weight: 2, arbitrary: fc.constantFrom(...otherConditions) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...keys), fc.constantFrom('true', 'false'))
        .map(([key, value]) => ({ Null: { [key]: value } })),
    },
  );
}

function joined(blocks: readonly Block[]): Block {
  const joint: Record<string, Record<string, string | readonly string[]>> = {};
  for (const block of blocks)
    for (const [operator, keys] of Object.entries(block)) joint[operator] = { ...joint[operator], ...keys };
  return joint;
}

const s3Actions = [
  's3:*',
  's3:Replicate*',
  's3:ReplicateObject',
  's3:GetObjectVersion*',
  's3:GetObjectVersionForReplication',
  's3:GetObjectVersionAcl',
  's3:List*',
  's3:ReplicateDelete',
  's3:ReplicateTags',
  's3:PutObject',
];
const kmsActions = ['kms:*', 'kms:Decrypt', 'kms:Encrypt', 'kms:*crypt', 'kms:GenerateDataKey*'];

function resourcesOf({ source, destination, sourceKey, replicaKey }: Names, kind: Kind): readonly string[] {
  const objects = [source, destination].flatMap((name) => [
    `arn:aws:s3:::${name}`,
    `arn:aws:s3:::${name}/*`,
    `arn:aws:s3:::${name}/a*`,
    `arn:aws:s3:::${name}*`,
    `arn:aws:s3:::${name}/?b*`,
  ]);
  if (kind === 'bucket') return objects;
  if (kind === 'key') return ['*', sourceKey, replicaKey];
  return ['*', ...objects, sourceKey, replicaKey, 'arn:aws:kms:*:*:key/*'];
}

function principalsOf({ role, sourceAccount, destinationAccount }: Names): readonly unknown[] {
  const session = role.replace(':iam:', ':sts:').replace(/:role\/.*?([^/]*)$/u, ':assumed-role/$1/s3-replication');
  return [
    '*',
    { AWS: '*' },
    { AWS: role },
    { AWS: [role, '999988887777'] },
    { AWS: session },
    { AWS: sourceAccount },
    { AWS: `arn:aws:iam::${sourceAccount}:root` },
    { AWS: destinationAccount },
    { Service: 's3.amazonaws.com' },
  ];
}

/** A statement for a document of the kind. */
export function statementOf(names: Names, kind: Kind, effect: 'Allow' | 'Deny'): fc.Arbitrary<Statement> {
  const actions =
    kind === 'trust'
      ? ['sts:AssumeRole', 'sts:*']
      : kind === 'bucket'
        ? s3Actions
        : kind === 'key'
          ? kmsActions
          : [...s3Actions, ...kmsActions, '*', 'sts:AssumeRole'];
  const principal =
    kind === 'rcp'
      ? fc.constant('*')
      : kind === 'trust'
        ? fc.constantFrom<unknown>('*', { Service: 's3.amazonaws.com' }, { AWS: names.sourceAccount })
        : fc.constantFrom(...principalsOf(names));
  return fc
    .record({
      action: fc.uniqueArray(fc.constantFrom(...(kind === 'rcp' ? actions.filter((each) => each !== '*') : actions)), {
        minLength: 1,
        maxLength: 2,
      }),
      notAction: fc.nat(9),
      resource: fc.uniqueArray(fc.constantFrom(...resourcesOf(names, kind)), { minLength: 1, maxLength: 3 }),
      notResource: fc.nat(9),
      principal,
      condition: fc.option(fc.array(conditionOf(names), { minLength: 1, maxLength: 2 }).map(joined), {
        nil: undefined,
        freq: 4,
      }),
    })
    .map((parts) => ({
      Effect: effect,
      ...(['bucket', 'key', 'trust', 'rcp'].includes(kind) ? { Principal: parts.principal } : {}),
      ...(parts.notAction === 0 && kind !== 'rcp' ? { NotAction: parts.action } : { Action: parts.action }),
      ...(kind === 'trust'
        ? {}
        : parts.notResource === 0
          ? { NotResource: parts.resource }
          : { Resource: parts.resource }),
      ...(parts.condition === undefined ? {} : { Condition: parts.condition }),
    }));
}
