/**
 * A trap of policy evaluation as the snapshot of an estate in which everything but the trap is as it should be: the bucket
 * `src` of account A replicates to `dst`, of account A or, for traps across accounts, of account B.
 */
import { A, B, dst, keyOf, replicateObject, role, rootOf, type Ask, type Trap } from '../../policy/traps/trap.js';

type Json = Record<string, unknown>;

function absent(Code: string): Json {
  return { Error: { Code } };
}
function document(Statement: unknown, Version: string | null = '2012-10-17'): Json {
  return Version === null ? { Statement } : { Version, Statement };
}
function text(Statement: unknown, Version?: string): string {
  return JSON.stringify(document(Statement, Version));
}
function named(Name: string, Statement: unknown): Json {
  return { Name, Content: text(Statement) };
}
const fullAccess = { Effect: 'Allow', Action: '*', Resource: '*' };

/** The key that the source's objects are under, unless the trap is about that one. */
const sourceKey = keyOf(A, 'us-east-1', 'source');

export function trapEstate(trap: Trap): Json {
  const question = trap.ask ?? replicateObject;
  const action = question.callKind === 'assume-role' ? 'sts:AssumeRole' : question.action;
  const there = trap.cross === true ? B : A;
  // Case 45 is about a replica under SSE-KMS.
  const isKms = question.callKind === 'kms' || trap.id === '45';
  const replicaRegion = isKms && action === 'kms:Encrypt' ? (trap.keyRegion ?? 'us-east-1') : 'us-west-2';
  const keys = isKms ? keysOf(trap, action, replicaRegion) : null;
  const accounts = [account(A, trap, question), ...(there === A ? [] : [account(B, trap, question)])];
  const [home, other = home] = accounts as [Json, Json?];
  home['buckets'] = [sourceBucket(trap, question, keys)];
  other['buckets'] = [...((other['buckets'] as Json[] | undefined) ?? []), destinationBucket(trap, replicaRegion)];
  home['roles'] = [replicationRole(trap, action)];
  home['policies'] = boundaryPolicies(trap, action);
  home['keys'] = keys?.home ?? [];
  if (other !== home) other['keys'] = keys?.there ?? [];
  return { format: 'replint-snapshot/1', collectedAt: '2026-11-20T06:00:00Z', accounts };
}

// ---- accounts -----------------------------------------------------------------------------------------------------

function account(id: string, trap: Trap, question: Ask): Json {
  const isForeignResource = trap.cross === true && (question.callKind === 'kms' || aboutDestination(question));
  const ownsResource = id === (isForeignResource ? B : A);
  const fullRcp = named('RCPFullAWSAccess', [{ ...fullAccess, Principal: '*' }]);
  const organization = {
    id: id === A ? (trap.organization ?? 'o-A') : 'o-B',
    isManagementAccount: id === A && trap.id === '92',
    serviceControlPolicies: wholePath(
      id,
      named('FullAWSAccess', [fullAccess]),
      id === A ? serviceControlPolicies(trap) : foreignServiceControlPolicies(trap),
    ),
    resourceControlPolicies: wholePath(
      id,
      fullRcp,
      trap.rcp !== undefined && ownsResource ? [{ target: 'ou-1', policies: [fullRcp, named('rcp', trap.rcp)] }] : [],
    ),
  };
  const isInOrganization = trap.organization !== undefined || trap.scp !== undefined || trap.rcp !== undefined;
  return {
    id,
    organization: isInOrganization || trap.id === '88' ? organization : null,
    GetPublicAccessBlock:
      trap.restrictPublicBuckets === 'unreadable' && id !== A
        ? absent('AccessDenied')
        : absent('NoSuchPublicAccessBlockConfiguration'),
  };
}

/** The levels between a root and an account to which nothing else is attached. */
function wholePath(account: string, full: Json, levels: readonly Json[]): readonly Json[] {
  if (levels.length === 0) return [];
  const plain = (target: string): Json => ({ target, policies: [full] });
  return [plain('r-ab12'), ...levels, plain(account)];
}

/** The management account's own traps have a Deny that must not count. */
function serviceControlPolicies(trap: Trap): Json[] {
  return trap.id === '92'
    ? [{ target: 'ou-1', policies: [named('scp', [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }])] }]
    : (trap.scp ?? []).map((policies, level) => ({
        target: `level-${level}`,
        policies: policies.map((statements, at) => named(`scp-${level}-${at}`, statements)),
      }));
}

function foreignServiceControlPolicies(trap: Trap): Json[] {
  return trap.id === '88'
    ? [
        {
          target: 'ou-1',
          policies: [named('full', [fullAccess]), named('scp', [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }])],
        },
      ]
    : [];
}

function aboutDestination(question: Ask): boolean {
  return question.callKind === 's3' && (question.resource === dst || question.resource.startsWith(`${dst}/`));
}

// ---- buckets ------------------------------------------------------------------------------------------------------

function bucket(Name: string, BucketRegion: string, more: Json): Json {
  return {
    Name,
    BucketRegion,
    GetBucketVersioning: { Status: 'Enabled' },
    GetBucketReplication: absent('ReplicationConfigurationNotFoundError'),
    GetBucketEncryption: encryption('AES256'),
    GetBucketPolicy: absent('NoSuchBucketPolicy'),
    GetBucketOwnershipControls: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } },
    GetObjectLockConfiguration: absent('ObjectLockConfigurationNotFoundError'),
    GetPublicAccessBlock: absent('NoSuchPublicAccessBlockConfiguration'),
    GetBucketAbac: { AbacStatus: { Status: 'Disabled' } },
    GetBucketTagging: { TagSet: [{ Key: 'env', Value: 'prod' }] },
    ...more,
  };
}

function encryption(SSEAlgorithm: string, KMSMasterKeyID?: string, BucketKeyEnabled = false): Json {
  return {
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm, KMSMasterKeyID }, BucketKeyEnabled }],
    },
  };
}

function sourceBucket(trap: Trap, question: Ask, keys: Keys | null): Json {
  const objectTags = Object.entries(trap.context ?? {}).flatMap(([name, value]) =>
    name.startsWith('s3:existingobjecttag/') && value.state === 'present'
      ? [{ Key: name.slice('s3:existingobjecttag/'.length), Value: String(value.values[0]) }]
      : [],
  );
  const prefix = prefixOf(question);
  const rule = {
    ID: 'trap',
    Priority: 1,
    Status: 'Enabled',
    Filter: objectTags.length === 0 ? { Prefix: prefix } : { And: { Prefix: prefix, Tags: objectTags } },
    DeleteMarkerReplication: { Status: action(question) === 's3:ReplicateDelete' ? 'Enabled' : 'Disabled' },
    ...(keys === null ? {} : { SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } } }),
    Destination: {
      Bucket: dst,
      Metrics: { Status: 'Enabled' },
      ...(keys === null ? {} : { EncryptionConfiguration: { ReplicaKmsKeyID: keys.replica } }),
    },
  };
  return bucket('src', 'us-east-1', {
    GetBucketReplication: { ReplicationConfiguration: { Role: role, Rules: [rule] } },
    ...(keys === null ? {} : { GetBucketEncryption: encryption('aws:kms', keys.source, trap.bucketKey === true) }),
  });
}

function action(question: Ask): string {
  return question.callKind === 'assume-role' ? 'sts:AssumeRole' : question.action;
}

/** The object of the question and all that begin like it; every object where a bucket or the object `k` is asked about. */
function prefixOf(question: Ask): string {
  const arn =
    question.callKind === 's3' ? question.resource : question.callKind === 'kms' ? (question.objectArn ?? '') : '';
  const slash = arn.indexOf('/');
  const key = slash < 0 ? '' : arn.slice(slash + 1);
  return key === 'k' ? '' : key;
}

function destinationBucket(trap: Trap, region: string): Json {
  const restricts = trap.restrictPublicBuckets === true;
  const policy =
    trap.bucketPolicyText ??
    (trap.bucketPolicy === undefined ? null : text(trap.bucketPolicy, trap.bucketPolicyVersion ?? '2012-10-17'));
  const grant = text([{ Effect: 'Allow', Principal: { AWS: role }, Action: 's3:Replicate*', Resource: `${dst}/*` }]);
  const fallback = trap.cross === true ? grant : null;
  return bucket('dst', region, {
    ...(policy === null && fallback === null ? {} : { GetBucketPolicy: { Policy: policy ?? fallback } }),
    ...(restricts ? { GetPublicAccessBlock: { PublicAccessBlockConfiguration: { RestrictPublicBuckets: true } } } : {}),
  });
}

// ---- role ---------------------------------------------------------------------------------------------------------

/** All other actions stay allowed where the trap replaces the identity policy. */
function replicationRole(trap: Trap, asked: string): Json {
  // Of SSE-S3 objects s3:GetObjectVersion reads as well.
  const alternative = asked === 's3:GetObjectVersionForReplication' ? ['s3:GetObjectVersion'] : [];
  const others = { Effect: 'Allow', NotAction: [asked, ...alternative], Resource: '*' };
  const statements =
    trap.identity === undefined
      ? [fullAccess]
      : [...(trap.identity ?? []), ...(asked === 'sts:AssumeRole' ? [fullAccess] : [others])];
  const policies = [
    { PolicyName: 'role-policy', PolicyDocument: document(statements, versionOf(trap)) },
    ...(trap.identityExtra === undefined
      ? []
      : [{ PolicyName: 'extra', PolicyDocument: document([trap.identityExtra]) }]),
  ];
  const boundary =
    trap.boundary === undefined
      ? {}
      : {
          PermissionsBoundary: {
            PermissionsBoundaryType: 'Policy',
            PermissionsBoundaryArn: `arn:aws:iam::${A}:policy/boundary`,
          },
        };
  return {
    Arn: role,
    RoleName: 'repl',
    RoleId: 'AROAROLEID',
    Path: '/service-role/',
    AssumeRolePolicyDocument: document(
      trap.trustPolicy ?? [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    ),
    RolePolicyList: policies,
    AttachedManagedPolicies: [],
    Tags: Object.entries(trap.roleTags ?? {}).map(([Key, Value]) => ({ Key, Value })),
    ...boundary,
  };
}

function versionOf(trap: Trap): string | null {
  return trap.identityVersion === undefined ? '2012-10-17' : trap.identityVersion;
}

/** The document of the boundary, where the trap has one. */
function boundaryPolicies(trap: Trap, asked: string): Json[] {
  return trap.boundary === undefined
    ? []
    : [
        {
          PolicyName: 'boundary',
          Arn: `arn:aws:iam::${A}:policy/boundary`,
          DefaultVersionId: 'v1',
          PolicyVersionList: [
            {
              VersionId: 'v1',
              IsDefaultVersion: true,
              Document: document([...trap.boundary, { Effect: 'Allow', NotAction: asked, Resource: '*' }]),
            },
          ],
        },
      ];
}

// ---- keys ---------------------------------------------------------------------------------------------------------

interface Keys {
  readonly source: string;
  readonly replica: string;
  readonly home: Json[];
  readonly there: Json[];
}

function keysOf(trap: Trap, asked: string, region: string): Keys {
  const owner = trap.cross === true ? B : A;
  const isSource = asked === 'kms:Decrypt';
  const managed = trap.awsManagedKey === true;
  const trapped = managed
    ? isSource
      ? `arn:aws:kms:us-east-1:${owner}:alias/aws/s3`
      : `arn:aws:kms:${region}:${owner}:alias/aws/s3`
    : keyOf(owner, isSource ? 'us-east-1' : region, trap.keyId);
  const plain = isSource
    ? managed
      ? `arn:aws:kms:${region}:${A}:alias/aws/s3`
      : keyOf(A, region, 'replica')
    : sourceKey;
  const statements = [
    ...(trap.keyPolicy ?? [{ Effect: 'Allow', Principal: { AWS: rootOf(owner) }, Action: 'kms:*', Resource: '*' }]),
    ...(trap.keyPolicyExtra === undefined ? [] : [trap.keyPolicyExtra]),
  ];
  const entry = managed ? [] : [key(trapped, statements, trap)];
  const other = key(plain, [{ Effect: 'Allow', Principal: { AWS: role }, Action: 'kms:*', Resource: '*' }], {});
  return {
    source: isSource ? trapped : plain,
    replica: isSource ? plain : trapped,
    home: managed && isSource ? [] : owner === A ? [other, ...entry] : [other],
    there: owner === A ? [] : entry,
  };
}

function key(Arn: string, statements: unknown, trap: Pick<Trap, 'grants' | 'context'>): Json {
  const aliases = trap.context?.['kms:resourcealiases'];
  const names = aliases?.state === 'present' ? aliases.values.map(String) : [];
  return {
    DescribeKey: {
      KeyMetadata: {
        Arn,
        KeyId: Arn.slice(Arn.indexOf('key/') + 4),
        KeyState: 'Enabled',
        Enabled: true,
        KeyUsage: 'ENCRYPT_DECRYPT',
        KeySpec: 'SYMMETRIC_DEFAULT',
        KeyManager: 'CUSTOMER',
        Origin: 'AWS_KMS',
        MultiRegion: false,
      },
    },
    GetKeyPolicy: { Policy: text(statements) },
    ListGrants: trap.grants === 'unreadable' ? absent('AccessDenied') : { Grants: (trap.grants ?? []).map(grantOf) },
    ListAliases: {
      Aliases: names.map((AliasName) => ({ AliasName, TargetKeyId: Arn.slice(Arn.indexOf('key/') + 4) })),
    },
    ListResourceTags: { Tags: [] },
  };
}

function grantOf(grant: Exclude<NonNullable<Trap['grants']>, string>[number]): Json {
  return {
    GrantId: grant.id,
    GranteePrincipal: grant.granteePrincipal ?? undefined,
    Operations: grant.operations,
    Constraints: {
      EncryptionContextSubset: grant.encryptionContextSubset ?? undefined,
      EncryptionContextEquals: grant.encryptionContextEquals ?? undefined,
      SourceArn: grant.sourceArn ?? undefined,
    },
  };
}
