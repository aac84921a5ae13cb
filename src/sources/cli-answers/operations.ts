/**
 * The answers that are read, by what they hold. Two thirds of them do not say whose they are, and some not even what they are: then the
 * name of the file helps (`names.ts`).
 * Source: output of each command in the AWS CLI Command Reference; where two commands answer alike, the list says so.
 */
import { isObject, type JsonObject } from '../shape.js';

/** What an answer is about. */
export type Subject = 'account' | 'bucket' | 'role' | 'policy' | 'key' | 'organization' | 'job';

/** `subject` is null where the answer speaks of many, or of whoever asked. */
const subjects = {
  ListBuckets: 'account',
  GetCallerIdentity: 'account',
  GetAccountAuthorizationDetails: 'account',
  GetAccountPublicAccessBlock: 'account',
  HeadBucket: 'bucket',
  GetBucketLocation: 'bucket',
  GetBucketReplication: 'bucket',
  GetBucketVersioning: 'bucket',
  GetBucketEncryption: 'bucket',
  GetBucketPolicy: 'bucket',
  GetBucketOwnershipControls: 'bucket',
  GetObjectLockConfiguration: 'bucket',
  GetPublicAccessBlock: 'bucket',
  GetBucketTagging: 'bucket',
  GetBucketRequestPayment: 'bucket',
  GetBucketAbac: 'bucket',
  GetBucketNotificationConfiguration: 'bucket',
  GetBucketLifecycleConfiguration: 'bucket',
  GetRole: 'role',
  ListRolePolicies: 'role',
  GetRolePolicy: 'role',
  ListAttachedRolePolicies: 'role',
  GetPolicy: 'policy',
  GetPolicyVersion: 'policy',
  DescribeKey: 'key',
  GetKeyPolicy: 'key',
  ListKeyPolicies: 'key',
  ListGrants: 'key',
  ListAliases: 'key',
  ListResourceTags: 'key',
  DescribeOrganization: 'organization',
  ListParents: 'organization',
  ListPoliciesForTarget: 'organization',
  DescribePolicy: 'organization',
  ListJobs: 'account',
  DescribeJob: 'job',
} as const satisfies Readonly<Record<string, Subject>>;

export type Operation = keyof typeof subjects;

export const operations = Object.keys(subjects) as readonly Operation[];

export function subjectOf(operation: Operation): Subject {
  return subjects[operation];
}

export function isOperation(name: string): name is Operation {
  return Object.hasOwn(subjects, name);
}

/** Everything that an answer of this content can be; none = it is none that is read here. */
export function operationsOf(value: unknown): readonly Operation[] {
  if (!isObject(value)) return [];
  const found = byContent.find(({ fits }) => fits(value));
  return found?.are ?? [];
}

interface Content {
  readonly are: readonly Operation[];
  readonly fits: (answer: JsonObject) => boolean;
}

function has(...members: readonly string[]): (answer: JsonObject) => boolean {
  return (answer) => members.every((member) => Object.hasOwn(answer, member));
}

/** An answer with this list, whose first element, if there is one, has the member. */
function listOf(list: string, member: string): (answer: JsonObject) => boolean {
  return (answer) => {
    const items = answer[list];
    if (!Array.isArray(items)) return false;
    const first: unknown = items[0];
    return first === undefined || (isObject(first) && Object.hasOwn(first, member));
  };
}

function objectAt(name: string, member: string): (answer: JsonObject) => boolean {
  return (answer) => {
    const value = answer[name];
    return isObject(value) && Object.hasOwn(value, member);
  };
}

/** What SDKs put beside an answer. */
const besides = new Set(['ResponseMetadata', '$metadata', 'RequestCharged', 'NextToken', 'IsTruncated', 'Marker']);

/** Only these members, and at least one of them. */
function only(...members: readonly string[]): (answer: JsonObject) => boolean {
  return (answer) => {
    const names = Object.keys(answer).filter((name) => !besides.has(name));
    return names.length > 0 && names.every((name) => members.includes(name));
  };
}

const notifications = [
  'TopicConfigurations',
  'QueueConfigurations',
  'LambdaFunctionConfigurations',
  'EventBridgeConfiguration',
];

/** The first that fits counts. */
const byContent: readonly Content[] = [
  { are: ['GetCallerIdentity'], fits: has('Account', 'UserId', 'Arn') },
  { are: ['GetAccountAuthorizationDetails'], fits: listOf('RoleDetailList', 'Arn') },
  { are: ['GetAccountAuthorizationDetails'], fits: listWith('Policies', 'PolicyVersionList') },
  { are: ['GetBucketReplication'], fits: objectAt('ReplicationConfiguration', 'Rules') },
  { are: ['GetBucketReplication'], fits: isReplicationConfiguration },
  { are: ['GetBucketEncryption'], fits: objectAt('ServerSideEncryptionConfiguration', 'Rules') },
  { are: ['GetBucketOwnershipControls'], fits: has('OwnershipControls') },
  { are: ['GetObjectLockConfiguration'], fits: has('ObjectLockConfiguration') },
  { are: ['GetPublicAccessBlock', 'GetAccountPublicAccessBlock'], fits: has('PublicAccessBlockConfiguration') },
  { are: ['GetBucketTagging'], fits: listOf('TagSet', 'Key') },
  { are: ['GetBucketRequestPayment'], fits: only('Payer') },
  { are: ['GetBucketAbac'], fits: has('AbacStatus') },
  { are: ['GetBucketLocation'], fits: only('LocationConstraint') },
  {
    are: ['HeadBucket'],
    fits: only('BucketRegion', 'BucketArn', 'AccessPointAlias', 'BucketLocationType', 'BucketLocationName'),
  },
  { are: ['GetBucketVersioning'], fits: isVersioning },
  { are: ['GetBucketNotificationConfiguration'], fits: only(...notifications) },
  { are: ['GetRole'], fits: objectAt('Role', 'AssumeRolePolicyDocument') },
  { are: ['GetRolePolicy'], fits: has('RoleName', 'PolicyName', 'PolicyDocument') },
  { are: ['ListRolePolicies', 'ListKeyPolicies'], fits: has('PolicyNames') },
  { are: ['ListAttachedRolePolicies'], fits: has('AttachedPolicies') },
  { are: ['GetPolicyVersion'], fits: has('PolicyVersion') },
  { are: ['DescribePolicy'], fits: objectAt('Policy', 'PolicySummary') },
  { are: ['GetPolicy'], fits: objectAt('Policy', 'Arn') },
  { are: ['GetBucketPolicy', 'GetKeyPolicy'], fits: isPolicyAnswer },
  { are: ['DescribeKey'], fits: objectAt('KeyMetadata', 'KeyId') },
  { are: ['ListGrants'], fits: listOf('Grants', 'GrantId') },
  { are: ['ListAliases'], fits: listOf('Aliases', 'AliasName') },
  { are: ['ListResourceTags'], fits: listWith('Tags', 'TagKey') },
  { are: ['DescribeOrganization'], fits: objectAt('Organization', 'MasterAccountId') },
  { are: ['ListParents'], fits: listOf('Parents', 'Id') },
  { are: ['ListPoliciesForTarget'], fits: listWith('Policies', 'AwsManaged') },
  { are: ['ListJobs'], fits: listWith('Jobs', 'JobId') },
  { are: ['DescribeJob'], fits: objectAt('Job', 'JobId') },
  { are: ['ListBuckets'], fits: listOf('Buckets', 'Name') },
  { are: ['GetBucketLifecycleConfiguration'], fits: only('Rules', 'TransitionDefaultMinimumObjectSize') },
];

function listWith(list: string, member: string): (answer: JsonObject) => boolean {
  const fits = listOf(list, member);
  return (answer) => fits(answer) && (answer[list] as readonly unknown[]).length > 0;
}

/** The file that is given to `put-bucket-replication`: what GetBucketReplication answers, without the member around it. */
export function isReplicationConfiguration(answer: JsonObject): boolean {
  const { Role: role, Rules: rules } = answer;
  if (typeof role !== 'string' || !Array.isArray(rules)) return false;
  return rules.some((rule) => isObject(rule) && isObject(rule['Destination']));
}

function isVersioning(answer: JsonObject): boolean {
  const { Status: status } = answer;
  return only('Status', 'MFADelete')(answer) && (status === 'Enabled' || status === 'Suspended');
}

/** A policy as text, of a bucket or a key; or the document where somebody unpacked it. */
function isPolicyAnswer(answer: JsonObject): boolean {
  return (
    only('Policy', 'PolicyName')(answer) &&
    (typeof answer['Policy'] === 'string' || objectAt('Policy', 'Statement')(answer))
  );
}

/** A policy document that stands alone, as `--query Policy --output text` prints it. */
export function isPolicyDocument(value: unknown): value is JsonObject {
  return isObject(value) && Object.hasOwn(value, 'Statement') && only('Version', 'Id', 'Statement')(value);
}
