/** Random small worlds of policies, and the snapshot of each. */
import fc from 'fast-check';
import { away, home, replicaKey, role, session, sourceKey, type Statement, type Setting } from './slow.js';

const unit = fc.constantFrom('a', 'b', '/', '*', '?');
const text = fc.string({ unit, maxLength: 4 });
const prefix = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc.string({ unit: fc.constantFrom('a', 'b', '/'), minLength: 1, maxLength: 2 }),
  fc.constantFrom('*', 'a*', '?', '${', '\n', 'é', 'a?b', '👍'),
);

const s3Action = fc.constantFrom(
  's3:*',
  '*',
  's3:Replicate*',
  's3:ReplicateObject',
  's3:Get*',
  's3:GetObjectVersionForReplication',
  's3:GetObjectVersionAcl',
  's3:GetObjectVersion*',
  's3:ListBucket',
);
const kmsAction = fc.constantFrom('kms:*', 'kms:Decrypt', 'kms:Encrypt', '*', 'kms:*crypt');
const s3Resource = fc.oneof(
  fc.constant('*'),
  fc.constantFrom('arn:aws:s3:::src*', 'arn:aws:s3:::dst*', 'arn:aws:s3:::*', 'arn:aws:s3:::src'),
  fc.tuple(fc.constantFrom('src', 'dst'), text).map(([bucket, rest]) => `arn:aws:s3:::${bucket}/${rest}`),
);
const kmsResource = fc.constantFrom(
  '*',
  sourceKey,
  'arn:aws:kms:*:*:key/*',
  'arn:aws:kms:us-west-2:*:key/replica',
  `arn:aws:kms:us-east-1:${home}:key/*`,
);
const contextValue = fc.oneof(
  fc.constantFrom('arn:aws:s3:::src', 'arn:aws:s3:::dst', 'arn:aws:s3:::src*', 'arn:aws:s3:::dst*', '*'),
  fc.tuple(fc.constantFrom('src', 'dst'), text).map(([bucket, rest]) => `arn:aws:s3:::${bucket}/${rest}`),
);
const contextCondition = fc
  .tuple(
    fc.constantFrom(
      'StringLike',
      'StringLike',
      'StringEquals',
      'StringNotLike',
      'StringNotEquals',
      'StringLikeIfExists',
      'StringNotLikeIfExists',
    ),
    fc.array(contextValue, { minLength: 1, maxLength: 3 }),
  )
  .map(([operator, values]) => ({ [operator]: { 'kms:EncryptionContext:aws:s3:arn': values } }));
const otherCondition = fc.constantFrom(
  { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
  { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } },
  { StringEquals: { 'kms:CallerAccount': home } },
  { StringNotEquals: { 'kms:CallerAccount': home } },
  { Null: { 'kms:EncryptionContext:aws:s3:arn': 'true' } },
  { Null: { 'kms:EncryptionContext:aws:s3:arn': 'false' } },
);
const condition = fc.option(fc.oneof({ weight: 3, arbitrary: contextCondition }, otherCondition), {
  nil: undefined,
  freq: 2,
});

const effect = fc.nat(6).map((drawn) => (drawn === 0 ? ('Deny' as const) : ('Allow' as const)));
function statementOf(
  action: fc.Arbitrary<string>,
  resource: fc.Arbitrary<string>,
  principal: fc.Arbitrary<Statement['Principal']>,
): fc.Arbitrary<Statement> {
  return fc
    .record({
      effect,
      action: fc.array(action, { minLength: 1, maxLength: 2 }),
      notAction: fc.nat(9),
      resource: fc.array(resource, { minLength: 1, maxLength: 3 }),
      notResource: fc.nat(6),
      condition,
      principal,
    })
    .map((parts) => ({
      Effect: parts.effect,
      ...(parts.principal === undefined ? {} : { Principal: parts.principal }),
      ...(parts.notAction === 0 ? { NotAction: parts.action } : { Action: parts.action }),
      ...(parts.notResource === 0 ? { NotResource: parts.resource } : { Resource: parts.resource }),
      ...(parts.condition === undefined ? {} : { Condition: parts.condition }),
    }));
}

const nobody = fc.constant(undefined);
const caller = fc.constantFrom<Statement['Principal']>(
  '*',
  { AWS: role },
  { AWS: role },
  { AWS: session },
  { AWS: home },
  { AWS: `arn:aws:iam::${home}:root` },
  { AWS: `arn:aws:iam::${away}:root` },
  { AWS: `arn:aws:iam::${home}:role/copy` },
);
function either<T>(a: fc.Arbitrary<T>, b: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof(a, b);
}
const callerStatement = either(statementOf(s3Action, s3Resource, nobody), statementOf(kmsAction, kmsResource, nobody));
/** Everything, but of one action on objects, or under one encryption context, only some. */
const nearlyEverything = fc.oneof(
  { weight: 2, arbitrary: fc.constant([{ Effect: 'Allow', Action: '*', Resource: '*' } as const]) },
  fc
    .tuple(
      fc.constantFrom(
        ['src', 's3:GetObjectVersionForReplication', 's3:GetObjectVersion'],
        ['src', 's3:GetObjectVersionAcl'],
        ['dst', 's3:ReplicateObject'],
      ),
      fc.array(text, { minLength: 1, maxLength: 2 }),
    )
    .map(([[bucket = '', ...actions], patterns]) => [
      { Effect: 'Allow' as const, NotAction: actions, Resource: '*' },
      {
        Effect: 'Allow' as const,
        Action: actions,
        Resource: patterns.map((each) => `arn:aws:s3:::${bucket}/${each}*`),
      },
    ]),
  fc.tuple(fc.constantFrom('kms:Decrypt', 'kms:Encrypt'), contextCondition).map(([action, only]) => [
    { Effect: 'Allow' as const, NotAction: action, Resource: '*' },
    { Effect: 'Allow' as const, Action: action, Resource: '*', Condition: only },
  ]),
);

/** Mostly enough, so that what else there is decides; else a random few. */
function mostly(
  one: fc.Arbitrary<Statement>,
  usual: fc.Arbitrary<readonly Statement[]>,
): fc.Arbitrary<readonly Statement[]> {
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(usual, fc.array(one, { maxLength: 1 })).map(([enough, more]) => [...enough, ...more]),
    },
    { weight: 1, arbitrary: fc.array(one, { minLength: 1, maxLength: 4 }) },
  );
}
function forCaller(resource: string | readonly string[]): fc.Arbitrary<readonly Statement[]> {
  return fc.constant([
    {
      Effect: 'Allow',
      Principal: { AWS: role },
      Action: resource === '*' ? 'kms:*' : 's3:*',
      Resource: resource,
    },
  ]);
}
function bucketPolicy(bucket: string): fc.Arbitrary<readonly Statement[]> {
  return mostly(
    statementOf(s3Action, s3Resource, caller),
    forCaller([`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`]),
  );
}
const keyPolicy = mostly(statementOf(kmsAction, kmsResource, caller), forCaller('*'));

/** Mostly: a rule for everything above the others would leave them nothing. */
function longestFirst(prefixes: readonly string[]): readonly string[] {
  return prefixes.length < 3 ? [...prefixes].sort((a, b) => b.length - a.length) : prefixes;
}

export const setting: fc.Arbitrary<Setting> = fc.record({
  crossAccount: fc.boolean(),
  identity: mostly(callerStatement, nearlyEverything),
  boundary: fc.option(mostly(callerStatement, nearlyEverything), { nil: null, freq: 2 }),
  serviceControl: fc.array(mostly(callerStatement, nearlyEverything), { maxLength: 2 }),
  sourcePolicy: bucketPolicy('src'),
  destinationPolicy: bucketPolicy('dst'),
  kms: fc.option(
    fc
      .record({
        sourceKeyPolicy: keyPolicy,
        replicaKeyPolicy: keyPolicy,
        bucketKeys: fc.constantFrom([false, false], [true, true], [true, false]),
      })
      .map(({ bucketKeys: [sourceBucketKey = false, destinationBucketKey = false], ...policies }) => ({
        ...policies,
        sourceBucketKey,
        destinationBucketKey,
      })),
    { nil: null, freq: 2 },
  ),
  prefixes: fc.uniqueArray(prefix, { minLength: 1, maxLength: 3 }).map(longestFirst),
});

// ---- the snapshot -------------------------------------------------------------------------------------------------

type Json = Record<string, unknown>;
function none(Code: string): Json {
  return { Error: { Code } };
}
function document(Statement: readonly Statement[]): Json {
  return { Version: '2012-10-17', Statement };
}
function fullLevel(target: string): Json {
  const Content = text2([{ Effect: 'Allow', Action: ['*'], Resource: ['*'] }]);
  return { target, policies: [{ Name: 'FullAWSAccess', Content }] };
}

function text2(Statement: readonly Statement[]): string {
  return JSON.stringify(document(Statement));
}

export function snapshotOf(of: Setting): Json {
  const { kms, crossAccount } = of;
  const bucket = (
    Name: string,
    BucketRegion: string,
    key: string,
    bucketKey: boolean,
    policy: readonly Statement[],
    more: Json = {},
  ): Json => ({
    Name,
    BucketRegion,
    GetBucketVersioning: { Status: 'Enabled' },
    GetBucketReplication: none('ReplicationConfigurationNotFoundError'),
    GetBucketEncryption: {
      ServerSideEncryptionConfiguration: {
        Rules: [
          kms === null
            ? { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }
            : {
                ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key },
                BucketKeyEnabled: bucketKey,
              },
        ],
      },
    },
    GetBucketPolicy: { Policy: text2(policy) },
    GetBucketOwnershipControls: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
    GetObjectLockConfiguration: none('ObjectLockConfigurationNotFoundError'),
    GetPublicAccessBlock: none('NoSuchPublicAccessBlockConfiguration'),
    ...more,
  });
  const keyEntry = (Arn: string, policy: readonly Statement[]): Json => ({
    DescribeKey: {
      KeyMetadata: {
        Arn,
        KeyId: Arn.slice(Arn.indexOf('key/') + 4),
        KeyState: 'Enabled',
        KeyUsage: 'ENCRYPT_DECRYPT',
        KeySpec: 'SYMMETRIC_DEFAULT',
        KeyManager: 'CUSTOMER',
      },
    },
    GetKeyPolicy: { Policy: text2(policy) },
    ListGrants: { Grants: [] },
  });
  const replica = replicaKey(crossAccount);
  const Rules = of.prefixes.map((Prefix, index) => ({
    ID: `rule-${index}`,
    Priority: 100 - index,
    Status: 'Enabled',
    Filter: { Prefix },
    DeleteMarkerReplication: { Status: 'Disabled' },
    ...(kms === null ? {} : { SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } } }),
    Destination: {
      Bucket: 'arn:aws:s3:::dst',
      ...(kms === null ? {} : { EncryptionConfiguration: { ReplicaKmsKeyID: replica } }),
    },
  }));
  const source = bucket('src', 'us-east-1', sourceKey, kms?.sourceBucketKey ?? false, of.sourcePolicy, {
    GetBucketReplication: { ReplicationConfiguration: { Role: role, Rules } },
  });
  const destination = bucket('dst', 'us-west-2', replica, kms?.destinationBucketKey ?? false, of.destinationPolicy);
  const boundaryArn = `arn:aws:iam::${home}:policy/boundary`;
  const account = (id: string, more: Json): Json => ({
    id,
    organization: null,
    GetPublicAccessBlock: none('NoSuchPublicAccessBlockConfiguration'),
    ...more,
  });
  const organization =
    of.serviceControl.length === 0
      ? null
      : {
          id: 'o-1',
          isManagementAccount: false,
          serviceControlPolicies: [
            fullLevel('r-ab12'),
            ...of.serviceControl.map((statements, index) => ({
              target: `ou-${index}`,
              policies: [{ Name: `scp-${index}`, Content: text2(statements) }],
            })),
            fullLevel(home),
          ],
          resourceControlPolicies: [],
        };
  const keys = kms === null ? [] : [keyEntry(sourceKey, kms.sourceKeyPolicy)];
  const replicaKeys = kms === null ? [] : [keyEntry(replica, kms.replicaKeyPolicy)];
  const first = account(home, {
    organization,
    buckets: crossAccount ? [source] : [source, destination],
    keys: crossAccount ? keys : [...keys, ...replicaKeys],
    roles: [
      {
        Arn: role,
        RoleName: 'copy',
        RoleId: 'AROAEXAMPLECOPY',
        Path: '/path/',
        AssumeRolePolicyDocument: document([
          { Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' } as never, Action: 'sts:AssumeRole' },
        ]),
        RolePolicyList: [{ PolicyName: 'copy', PolicyDocument: document(of.identity) }],
        AttachedManagedPolicies: [],
        Tags: [],
        ...(of.boundary === null ? {} : { PermissionsBoundary: { PermissionsBoundaryArn: boundaryArn } }),
      },
    ],
    policies:
      of.boundary === null
        ? []
        : [
            {
              PolicyName: 'boundary',
              Arn: boundaryArn,
              DefaultVersionId: 'v1',
              PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: document(of.boundary) }],
            },
          ],
  });
  return {
    format: 'replint-snapshot/1',
    collectedAt: '2026-11-20T06:00:00Z',
    accounts: crossAccount ? [first, account(away, { buckets: [destination], keys: replicaKeys })] : [first],
  };
}
