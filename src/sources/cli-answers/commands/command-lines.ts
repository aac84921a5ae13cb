/** What is missing of an estate, as commands of the AWS CLI. */
import { accountOfArn, bucketOfArn, keyIdOfArn, partsOf, regionOfArn } from '../../../estate/arn.js';
import { type Fact, isMissing } from '../../../estate/fact.js';
import type { Bucket, Estate, KmsKey, Role } from '../../../estate/model.js';
import { commandName } from '../../../basics/command-name.js';
import { readOfAccount, readOfBucket, readOfKey, readOfRole } from '../../../basics/read-words.js';
import { jobStatuses } from '../../read-operations.js';
import type { WantedRead } from './script.js';

/** What a judgement of the source bucket takes, and the estate does not hold; in reading order, none twice. */
export function missingReads(estate: Estate, buckets: readonly string[]): readonly WantedRead[] {
  const wanted = new Map<string, WantedRead>();
  const add = (read: WantedRead): void => void wanted.set(`${read.account} ${read.file}`, read);
  const sources = [...estate.buckets.values()].filter(({ name, replication }) =>
    buckets.length === 0 ? replication.state === 'known' : buckets.includes(name),
  );
  for (const name of buckets)
    if (!estate.buckets.has(name)) for (const read of readsOfBucket(name, null, null, bucketFacts)) add(read);
  for (const source of sources) for (const read of readsOfSetUp(source, estate)) add(read);
  for (const read of [...readsOfJobLists(sources, estate), ...readsOfJobs(estate)]) add(read);
  return [...wanted.values()];
}

/** Jobs are listed by Region: that of a bucket which replicates. */
function* readsOfJobLists(sources: readonly Bucket[], { jobLists: { read } }: Estate): Iterable<WantedRead> {
  for (const { account, region, replication } of sources) {
    if (account === null || region.state !== 'known' || replication.state !== 'known') continue;
    const where = region.value;
    if (read.has(account) || read.has(`${account} ${where}`)) continue;
    const words = [...readOfAccount('ListJobs', account), '--region', where, '--job-statuses', ...jobStatuses];
    yield { account, file: `jobs/list-jobs_${where}.json`, words };
  }
}

/** Jobs that a list names, and what the roles of jobs depend on. */
function* readsOfJobs({ jobLists, jobs, roles, buckets }: Estate): Iterable<WantedRead> {
  for (const { id, account, region } of jobLists.undescribed) {
    if (!/^[a-zA-Z0-9_-]{5,36}$/u.test(id)) continue;
    const where = region === null ? [] : ['--region', region];
    yield {
      account,
      file: `jobs/describe-job_${region === null ? '' : `${region}_`}${id}.json`,
      words: [...readOfAccount('DescribeJob', account), ...where, '--job-id', id],
    };
  }
  for (const { roleArn, manifest, manifestOutput, report } of jobs) {
    yield* missingOfRole(roleArn, roles.get(roleArn));
    const given = manifest === null ? undefined : bucketOfArn(manifest.arn)?.name;
    for (const name of [given, manifestOutput?.bucket, report?.bucket]) {
      const bucket = name === undefined ? undefined : buckets.get(name);
      const wanted = Object.entries(fileFacts).filter(
        ([, fact]) => bucket === undefined || isMissing(bucket[fact] as Fact<unknown>),
      );
      if (name !== undefined) yield* readsOfBucket(name, bucket?.account ?? null, null, Object.fromEntries(wanted));
    }
  }
}

const fileFacts = {
  GetBucketPolicy: 'policy',
  GetBucketEncryption: 'encryption',
  GetBucketOwnershipControls: 'ownership',
} as const satisfies Readonly<Record<string, keyof Bucket>>;

function* readsOfSetUp(source: Bucket, estate: Estate): Iterable<WantedRead> {
  yield* missingOfBucket(source, source.account, bucketFacts);
  if (source.replication.state !== 'known') return;
  const { Role: roleArn, Rules: rules } = source.replication.value;
  if (roleArn !== undefined) yield* missingOfRole(roleArn, estate.roles.get(roleArn));
  const keys = new Set<string>();
  addDefaultKey(source, keys);
  for (const { Destination: destination } of rules) {
    const name = bucketOfArn(destination.Bucket)?.name;
    const bucket = name === undefined ? undefined : estate.buckets.get(name);
    const owner = bucket?.account ?? destination.Account ?? null;
    if (bucket !== undefined) yield* missingOfBucket(bucket, owner, destinationFacts);
    else if (name !== undefined) yield* readsOfBucket(name, owner, null, destinationFacts);
    if (owner !== null) yield* missingOfAccount(owner, estate);
    const key = destination.EncryptionConfiguration?.ReplicaKmsKeyID;
    if (key !== undefined) keys.add(key);
  }
  for (const key of keys) yield* missingOfKey(key, estate.kmsKeys.get(estate.aliases.get(key) ?? key));
}

function addDefaultKey({ encryption }: Bucket, keys: Set<string>): void {
  const key = encryption.state === 'known' ? encryption.value.kmsKeyId : null;
  if (key !== null && partsOf(key) !== null) keys.add(key);
}

const bucketFacts = {
  GetBucketVersioning: 'versioning',
  GetBucketReplication: 'replication',
  GetBucketEncryption: 'encryption',
  GetBucketPolicy: 'policy',
  GetBucketOwnershipControls: 'ownership',
  GetObjectLockConfiguration: 'objectLock',
  GetPublicAccessBlock: 'publicAccessBlock',
  HeadBucket: 'region',
} as const satisfies Readonly<Record<string, keyof Bucket>>;

/** Of a destination, it also matters who pays. */
const destinationFacts = { ...bucketFacts, GetBucketRequestPayment: 'requestPayment' } as const;

function* missingOfAccount(id: string, { accounts }: Estate): Iterable<WantedRead> {
  const account = accounts.get(id);
  if (account !== undefined && !isMissing(account.publicAccessBlock)) return;
  const operation = 'GetPublicAccessBlock';
  yield { account: id, file: `account-${commandName(operation)}.json`, words: readOfAccount(operation, id) };
}

function* missingOfBucket(
  bucket: Bucket,
  owner: string | null,
  facts: Readonly<Record<string, keyof Bucket>>,
): Iterable<WantedRead> {
  const missing = Object.entries(facts).filter(([, fact]) => isMissing(bucket[fact] as Fact<unknown>));
  yield* readsOfBucket(
    bucket.name,
    owner,
    bucket.region.state === 'known' ? bucket.region.value : null,
    Object.fromEntries(missing),
  );
}

function* readsOfBucket(
  name: string,
  account: string | null,
  region: string | null,
  facts: Readonly<Record<string, string>>,
): Iterable<WantedRead> {
  for (const operation of Object.keys(facts)) {
    const words = [...readOfBucket(operation, name), ...(region === null ? [] : ['--region', region])];
    yield { account, file: `buckets/${name}/${commandName(operation)}.json`, words };
  }
}

function* missingOfRole(arn: string, role: Role | undefined): Iterable<WantedRead> {
  const account = accountOfArn(arn);
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const whole: WantedRead = { account, file: `roles/${arn}`, words: [], roleArn: arn };
  if (role === undefined || isMissing(role.trustPolicy) || isMissing(role.identityPolicies)) {
    yield whole;
    return;
  }
  if (role.identityPolicies.state !== 'known') return;
  for (const policy of role.identityPolicies.value) {
    const { document } = policy;
    if (!isMissing(document)) continue;
    // A list that is missing stands for the policies that it would name.
    if (document.operation.startsWith('List')) yield whole;
    else if (policy.arn !== null) yield* readsOfPolicy(policy.arn, account);
    else {
      const operation = 'GetRolePolicy';
      const words = [...readOfRole(operation, arn), '--policy-name', policy.name];
      yield { account, file: `roles/${name}/${commandName(operation)}_${policy.name}.json`, words };
    }
  }
  const { permissionsBoundary: boundary } = role;
  if (boundary.state === 'known' && isMissing(boundary.value.document) && boundary.value.arn !== null)
    yield* readsOfPolicy(boundary.value.arn, account);
}

/** The document takes the id of the default version: the script looks it up. */
function* readsOfPolicy(arn: string, account: string | null): Iterable<WantedRead> {
  yield { account, file: `policies/${arn}`, words: [], policyArn: arn };
}

const keyFacts = {
  DescribeKey: 'metadata',
  GetKeyPolicy: 'policy',
  ListGrants: 'grants',
} as const satisfies Readonly<Record<string, keyof KmsKey>>;

function* missingOfKey(arn: string, key: KmsKey | undefined): Iterable<WantedRead> {
  const region = regionOfArn(arn);
  if (region === null) return;
  const id = keyIdOfArn(arn) ?? arn.slice(arn.lastIndexOf(':') + 1).replaceAll('/', '_');
  for (const [operation, fact] of Object.entries(keyFacts)) {
    if (key !== undefined && !isMissing(key[fact] as Fact<unknown>)) continue;
    yield {
      account: accountOfArn(arn),
      file: `keys/${region}_${id}/${commandName(operation)}.json`,
      words: readOfKey(operation, arn, region),
    };
  }
}
