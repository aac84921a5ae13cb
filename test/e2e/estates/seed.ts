/** Builds the estate of a snapshot in moto, through public AWS APIs, with the ids that the server assigns. */
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateAliasCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  DisableKeyCommand,
  KMSClient,
  PutKeyPolicyCommand,
  ReplicateKeyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import {
  CreateBucketCommand,
  PutBucketAbacCommand,
  PutBucketEncryptionCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketReplicationCommand,
  PutBucketRequestPaymentCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  PutPublicAccessBlockCommand as PutAccountPublicAccessBlockCommand,
  S3ControlClient,
} from '@aws-sdk/client-s3-control';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { Agent } from 'node:http';
import type { Proxy } from '../servers/proxy.js';
import { createOrganization } from './seed-organization.js';
import { Mapping, type Raw, policyText, raw, rawList, text } from './seed-values.js';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** The account that moto's plain credentials belong to. */
export const baseAccount = '123456789012';
export const baseCredentials = { accessKeyId: 'AKIDBASE', secretAccessKey: 'secret' };

/** An answer that configures something: neither missing nor an error. */
function answerOf(thing: Raw, operation: string): Raw | null {
  const answer = thing[operation];
  return answer === undefined || raw(answer)['Error'] !== undefined ? null : raw(answer);
}

const notConfigured = new Set([
  'ReplicationConfigurationNotFoundError',
  'NoSuchBucketPolicy',
  'ServerSideEncryptionConfigurationNotFoundError',
  'ObjectLockConfigurationNotFoundError',
  'OwnershipControlsNotFoundError',
  'NoSuchPublicAccessBlockConfiguration',
  'NoSuchTagSet',
  'NoSuchEntity',
  'NotFoundException',
  '404',
]);

interface Clients {
  readonly s3: (region: string) => S3Client;
  readonly kms: (region: string) => KMSClient;
  readonly iam: IAMClient;
  readonly control: S3ControlClient;
}

/** Connections stay, whichever client they were opened for, and each client keeps how it handles a command. */
const kept = { requestHandler: { httpAgent: new Agent({ keepAlive: true }) }, cacheMiddleware: true };

/** One client a Region: to make one costs more than a call. */
function onceEach<T>(make: (region: string) => T): (region: string) => T {
  const made = new Map<string, T>();
  return (region) => {
    const client = made.get(region) ?? make(region);
    made.set(region, client);
    return client;
  };
}

async function clientsOf(endpoint: string, account: string): Promise<Clients> {
  const base = { endpoint, region: 'us-east-1', credentials: baseCredentials, ...kept };
  const { Credentials } = await new STSClient(base).send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/seeder`, RoleSessionName: 'seed' }),
  );
  const credentials =
    account === baseAccount
      ? baseCredentials
      : {
          accessKeyId: Credentials?.AccessKeyId ?? '',
          secretAccessKey: Credentials?.SecretAccessKey ?? '',
          sessionToken: Credentials?.SessionToken ?? '',
        };
  const own = { endpoint, credentials, ...kept };
  const { port } = new URL(endpoint);
  const control = new S3ControlClient({ ...own, region: 'us-east-1', endpoint: `http://localhost:${port}` });
  // `<account>.localhost` need not resolve.
  control.middlewareStack.add(
    (next) => (args) => {
      (args.request as { hostname: string }).hostname = '127.0.0.1';
      return next(args);
    },
    { step: 'deserialize', priority: 'low' },
  );
  return {
    s3: onceEach(
      (region) =>
        new S3Client({ ...own, region, forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED' as const }),
    ),
    kms: onceEach((region) => new KMSClient({ ...own, region })),
    iam: new IAMClient({ ...own, region: 'us-east-1' }),
    control,
  };
}

export interface Seeded {
  /** The estate as it was built: the server's ids in place of those that were given. */
  readonly estate: Raw;
  readonly accounts: readonly string[];
}

/** Estates of several accounts use one key id in each of them: it is `own` that learns the bare id. */
async function createKeys(account: Raw, clients: Clients, mapping: Mapping, own: Mapping): Promise<void> {
  /** Multi-Region keys have one id in all their Regions. */
  const primaries = new Map<string, { readonly region: string; readonly id: string }>();
  for (const key of rawList(account['keys'])) {
    const metadata = raw(raw(key['DescribeKey'])['KeyMetadata']);
    const [, , , region = '', , resource = ''] = text(metadata['Arn']).split(':');
    const keyId = resource.replace('key/', '');
    if (keyId === '') continue;
    const primary = primaries.get(keyId);
    if (primary !== undefined) {
      await clients.kms(primary.region).send(new ReplicateKeyCommand({ KeyId: primary.id, ReplicaRegion: region }));
      continue;
    }
    const { KeyMetadata } = await clients.kms(region).send(
      new CreateKeyCommand({
        MultiRegion: keyId.startsWith('mrk-'),
        ...(metadata['KeySpec'] === undefined ? {} : { KeySpec: metadata['KeySpec'] as 'SYMMETRIC_DEFAULT' }),
        ...(metadata['KeyUsage'] === undefined ? {} : { KeyUsage: metadata['KeyUsage'] as 'ENCRYPT_DECRYPT' }),
      }),
    );
    const id = KeyMetadata?.KeyId ?? '';
    primaries.set(keyId, { region, id });
    own.set(keyId, id);
    mapping.set(`${text(account['id'])}:key/${keyId}`, `${text(account['id'])}:key/${id}`);
  }
}

async function seedKey(key: Raw, clients: Clients, proxy: Proxy): Promise<void> {
  const metadata = raw(raw(key['DescribeKey'])['KeyMetadata']);
  const arn = text(metadata['Arn']) || text(key['Arn']);
  const [, , , region = ''] = arn.split(':');
  const KeyId = text(metadata['KeyId']);
  if (KeyId === '') return;
  proxy.keyMetadata.set(arn, metadata);
  const kms = clients.kms(region);
  const policy = answerOf(key, 'GetKeyPolicy');
  if (policy !== null)
    await kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy: policyText(policy['Policy']) }));
  for (const grant of rawList(raw(key['ListGrants'])['Grants'])) {
    await kms.send(
      new CreateGrantCommand({
        KeyId,
        GranteePrincipal: text(grant['GranteePrincipal']),
        Operations: grant['Operations'] as [],
        ...(grant['Constraints'] === undefined ? {} : { Constraints: raw(grant['Constraints']) }),
      }),
    );
  }
  for (const alias of rawList(raw(key['ListAliases'])['Aliases'])) {
    const AliasName = text(alias['AliasName']);
    if (alias['TargetKeyId'] === KeyId && !AliasName.startsWith('alias/aws/')) {
      await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyId }));
    }
  }
  if (metadata['KeyState'] === 'Disabled') await kms.send(new DisableKeyCommand({ KeyId }));
  if (metadata['KeyState'] === 'PendingDeletion') await kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
}

async function seedRole(role: Raw, { iam }: Clients, own: Mapping): Promise<void> {
  const RoleName = text(role['RoleName']);
  // An entry that says that there is no such role.
  if (RoleName === '') return;
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName,
      Path: text(role['Path']) || '/',
      AssumeRolePolicyDocument: policyText(role['AssumeRolePolicyDocument']),
      Tags: rawList(role['Tags']).map(({ Key, Value }) => ({ Key: text(Key), Value: text(Value) })),
    }),
  );
  own.set(text(role['RoleId']), Role?.RoleId ?? '');
  for (const policy of rawList(role['RolePolicyList'])) {
    await iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName: text(policy['PolicyName']),
        PolicyDocument: policyText(policy['PolicyDocument']),
      }),
    );
  }
  for (const { PolicyArn } of rawList(role['AttachedManagedPolicies'])) {
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: text(PolicyArn) }));
  }
  const boundary = text(raw(role['PermissionsBoundary'])['PermissionsBoundaryArn']);
  if (boundary !== '') {
    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: boundary }));
  }
}

async function seedPolicy(policy: Raw, { iam }: Clients): Promise<void> {
  const versions = rawList(policy['PolicyVersionList']);
  const current = versions.find(({ IsDefaultVersion }) => IsDefaultVersion === true) ?? versions[0];
  const [first = current, ...others] = versions.length > 1 ? versions : [current];
  const made = await iam.send(
    new CreatePolicyCommand({
      PolicyName: text(policy['PolicyName']),
      PolicyDocument: policyText(first?.['Document']),
    }),
  );
  for (const version of others)
    await iam.send(
      new CreatePolicyVersionCommand({
        PolicyArn: made.Policy?.Arn,
        PolicyDocument: policyText(version?.['Document']),
        SetAsDefault: version?.['IsDefaultVersion'] === true,
      }),
    );
}

/** Everything but replication, which needs its destination to be there. */
async function seedBucket(bucket: Raw, clients: Clients): Promise<void> {
  const Bucket = text(bucket['Name']);
  const region = text(bucket['BucketRegion']) || 'us-east-1';
  const s3 = clients.s3(region);
  const lock = raw(raw(bucket['GetObjectLockConfiguration'])['ObjectLockConfiguration']);
  await s3.send(
    new CreateBucketCommand({
      Bucket,
      ...(region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' } }),
      ...(lock['ObjectLockEnabled'] === 'Enabled' ? { ObjectLockEnabledForBucket: true } : {}),
    }),
  );
  const Status = raw(bucket['GetBucketVersioning'])['Status'] as 'Enabled' | undefined;
  if (Status !== undefined)
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
  const encryption = answerOf(bucket, 'GetBucketEncryption');
  if (encryption !== null) await s3.send(new PutBucketEncryptionCommand({ Bucket, ...encryption } as never));
  const policy = answerOf(bucket, 'GetBucketPolicy');
  if (policy !== null) await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policyText(policy['Policy']) }));
  const ownership = answerOf(bucket, 'GetBucketOwnershipControls');
  if (ownership !== null) await s3.send(new PutBucketOwnershipControlsCommand({ Bucket, ...ownership } as never));
  const block = answerOf(bucket, 'GetPublicAccessBlock');
  if (block !== null) await s3.send(new PutPublicAccessBlockCommand({ Bucket, ...block } as never));
  const payment = answerOf(bucket, 'GetBucketRequestPayment');
  if (payment !== null) {
    await s3.send(
      new PutBucketRequestPaymentCommand({
        Bucket,
        RequestPaymentConfiguration: { Payer: payment['Payer'] as 'Requester' },
      }),
    );
  }
  const notification = answerOf(bucket, 'GetBucketNotificationConfiguration');
  if (notification !== null) {
    await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: notification }));
  }
  const abac = answerOf(bucket, 'GetBucketAbac');
  if (abac !== null) await s3.send(new PutBucketAbacCommand({ Bucket, ...abac } as never));
  const tags = answerOf(bucket, 'GetBucketTagging');
  if (tags !== null) await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: tags as never }));
}

/** moto wants versioning for a replication configuration; a bucket that lost it later is what some estates are about. */
async function seedReplication(bucket: Raw, clients: Clients, proxy: Proxy): Promise<void> {
  const replication = answerOf(bucket, 'GetBucketReplication');
  if (replication === null) return;
  const Bucket = text(bucket['Name']);
  const s3 = clients.s3(text(bucket['BucketRegion']) || 'us-east-1');
  const status = raw(bucket['GetBucketVersioning'])['Status'];
  if (status !== 'Enabled')
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  await s3.send(new PutBucketReplicationCommand({ Bucket, ...replication } as never));
  if (status === 'Suspended')
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } }));
  if (status === undefined) proxy.neverVersioned.add(Bucket);
}

/** Answers that the estate says were refused are refused by the proxy. */
function refusalsIn(account: Raw): readonly string[] {
  const things = [
    ...rawList(account['buckets']).map((bucket) => [text(bucket['Name']), bucket] as const),
    ...rawList(account['keys']).map((key) => [text(raw(raw(key['DescribeKey'])['KeyMetadata'])['Arn']), key] as const),
  ];
  return things.flatMap(([subject, thing]) =>
    Object.entries(thing).flatMap(([operation, answer]) => {
      const code = text(raw(raw(answer)['Error'])['Code']);
      return code === '' || notConfigured.has(code) ? [] : [refusalOf(operation, subject)];
    }),
  );
}

/** A key has several policies, which one operation reads by their names. */
function refusalOf(operation: string, subject: string): string {
  const [name = '', policy = 'default'] = operation.split(':');
  return name === 'GetKeyPolicy' ? `${name} ${subject} ${policy}` : `${operation} ${subject}`;
}

/** What each account's own ids became, and then what the whole estate's did. */
function applied(given: Raw, mapping: Mapping, owns: readonly Mapping[]): Raw {
  return mapping.apply({
    ...given,
    accounts: rawList(given['accounts']).map((account, index) => owns[index]?.apply(account) ?? account),
  });
}

/** An account that no estate speaks of: buckets outside of the accounts are its own. */
const strangers = '999900001111';

function codeOf(answer: unknown): string {
  return text(raw(raw(answer)['Error'])['Code']);
}
function isGone(bucket: Raw): boolean {
  return codeOf(bucket['HeadBucket']) === '404';
}

/** Where replication leads to without an entry in the estate: to strangers, who let nobody look. */
function unlistedDestinations(estate: Raw): readonly Raw[] {
  const buckets = rawList(estate['accounts']).flatMap((account) => rawList(account['buckets']));
  const listed = new Set([...buckets, ...rawList(estate['externalBuckets'])].map(({ Name }) => text(Name)));
  const named = buckets.flatMap((bucket) =>
    rawList(raw(raw(bucket['GetBucketReplication'])['ReplicationConfiguration'])['Rules']).map((rule) =>
      text(raw(rule['Destination'])['Bucket']).replace(/^arn:aws:s3:::/, ''),
    ),
  );
  return [...new Set(named)]
    .filter((name) => !listed.has(name) && /^[a-z0-9][a-z0-9.-]{2,62}$/.test(name))
    .map((Name) => ({ Name, BucketRegion: 'us-east-1', HeadBucket: { Error: { Code: '403' } } }));
}

/** The estate with what every server answers where nothing was set up, and an estate need not mention. */
function completed(estate: Raw): Raw {
  const accounts = rawList(estate['accounts']);
  const bucketsOf = (account: Raw): readonly Raw[] => rawList(account['buckets']);
  const roles = new Set(accounts.flatMap((account) => rawList(account['roles'])).map(({ Arn }) => text(Arn)));
  const used = accounts
    .flatMap(bucketsOf)
    .map((bucket) => text(raw(raw(bucket['GetBucketReplication'])['ReplicationConfiguration'])['Role']));
  const missing = [...new Set(used)].filter((arn) => arn.startsWith('arn:') && !roles.has(arn));
  const located = rawList(estate['externalBuckets']).map((bucket) =>
    isGone(bucket) ? bucket : { BucketRegion: 'us-east-1', ...bucket },
  );
  return {
    ...estate,
    accounts: accounts.map((account) => ({
      ...account,
      buckets: bucketsOf(account)
        .filter((bucket) => !isGone(bucket))
        .map((bucket) =>
          answerOf(bucket, 'GetBucketReplication') === null
            ? bucket
            : { GetBucketNotificationConfiguration: {}, ...bucket },
        ),
      roles: [
        ...rawList(account['roles']),
        ...missing
          .filter((arn) => arn.split(':')[4] === account['id'])
          .map((Arn) => ({ Arn, GetRole: { Error: { Code: 'NoSuchEntity' } } })),
      ],
    })),
    // Whose a bucket is that does not exist, nobody can say.
    externalBuckets: [
      ...located,
      ...accounts
        .flatMap(bucketsOf)
        .filter(isGone)
        .map(({ Name, HeadBucket }) => ({ Name, HeadBucket })),
      ...unlistedDestinations(estate),
    ],
  };
}

async function inChunks<T>(things: readonly T[], work: (thing: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < things.length; from += 8) await Promise.all(things.slice(from, from + 8).map(work));
}

export async function seed(proxy: Proxy, estate: unknown): Promise<Seeded> {
  const { endpoint } = proxy;
  const given = completed(raw(estate));
  const mapping = new Mapping();
  const organizations = new OrganizationsClient({
    endpoint,
    region: 'us-east-1',
    credentials: baseCredentials,
    ...kept,
  });
  await createOrganization(organizations, rawList(given['accounts']), mapping);
  const owns = rawList(given['accounts']).map(() => new Mapping());
  const accounts = (): readonly Raw[] => rawList(applied(given, mapping, owns)['accounts']);
  const clients = new Map<string, Promise<Clients>>();
  const clientsFor = (account: string): Promise<Clients> => {
    const made = clients.get(account) ?? clientsOf(endpoint, account);
    clients.set(account, made);
    return made;
  };
  const each = (work: (account: Raw, clients: Clients, own: Mapping) => Promise<void>): Promise<void> =>
    inChunks([...accounts().entries()], async ([index, account]) =>
      work(account, await clientsFor(text(account['id'])), owns[index] ?? new Mapping()),
    );
  await each((account, to, own) => createKeys(account, to, mapping, own));
  await each(async (account, to, own) => {
    for (const policy of rawList(account['policies'])) await seedPolicy(policy, to);
    for (const role of rawList(account['roles']))
      await seedRole(role, await clientsFor(text(role['Arn']).split(':')[4] ?? ''), own);
    for (const key of rawList(account['keys'])) await seedKey(key, to, proxy);
    for (const bucket of rawList(account['buckets'])) if (!isGone(bucket)) await seedBucket(bucket, to);
    for (const each of rawList(account['jobs'])) {
      const described = answerOf(each, 'DescribeJob')?.['Job'];
      if (described !== undefined) {
        const job = raw(described);
        const [, region = 'us-east-1'] = /^arn:aws:s3:([a-z0-9-]+):/u.exec(text(job['JobArn'])) ?? [];
        proxy.jobs.push({ account: text(account['id']), region, job });
      }
    }
    const block = answerOf(account, 'GetPublicAccessBlock');
    if (block !== null) {
      await to.control.send(
        new PutAccountPublicAccessBlockCommand({ AccountId: text(account['id']), ...block } as never),
      );
    }
  });
  await each(async (account, to) => {
    for (const bucket of rawList(account['buckets'])) await seedReplication(bucket, to, proxy);
  });
  const external = rawList(given['externalBuckets']).filter((bucket) => !isGone(bucket));
  for (const bucket of external) await seedBucket(bucket, await clientsFor(strangers));
  const denied = external
    .filter(({ HeadBucket }) => codeOf(HeadBucket) !== '')
    .map(({ Name }) => `HeadBucket ${text(Name)}`);
  proxy.misbehave({ denied: new Set([...denied, ...accounts().flatMap(refusalsIn)]) });
  proxy.calls.length = 0;
  return { estate: applied(given, mapping, owns), accounts: accounts().map((account) => text(account['id'])) };
}
