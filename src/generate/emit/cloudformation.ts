/**
 * A set-up as CloudFormation: a stack for each step, account and Region. Roles and source keys first, since policies refuse principals
 * that do not exist; then destinations; then sources, which S3 asks about both. ARNs of keys that another stack makes are parameters.
 * A bucket and its replication are one resource: one that also is a destination is made without its replication, and updated at the end.
 */
import { encryptionOf, failureEvent, keyPolicyOf, policyName, topicPolicyOf, trustOf } from '../facts.js';
import { InvalidIntent } from '../intent.js';
import type { BucketSetup, JsonObject, KeySetup, RoleSetup, Setup } from '../setup.js';
import type { OutputFile } from './output-file.js';
import { logicalId, replicates, type Stack, templateText } from './cloudformation-text.js';

/** Which template is for which account and Region, as `--deployment` takes it: a template does not say it itself. */
export function deploymentFile(setup: Setup): OutputFile {
  const entries = stacksOf(setup).map(
    (stack) => `- { file: ${pathOf(stack)}, account: '${stack.account}', region: ${stack.region} }\n`,
  );
  return { path: 'deployment.yaml', text: entries.join(''), isProgram: false };
}

function pathOf({ step, account, region }: Stack): string {
  return `${step}-${account}-${region}.yaml`;
}

/** @throws InvalidIntent for what has no property */
export function cloudFormationFiles(setup: Setup): readonly OutputFile[] {
  refuse(setup);
  const stacks = stacksOf(setup);
  const files = stacks.map((stack) => ({
    path: pathOf(stack),
    text: templateText(stack, setup, bothIn(setup).size > 0 ? 4 : 3),
    isProgram: false,
  }));
  return files;
}

function refuse({ buckets }: Setup): void {
  if (JSON.stringify(buckets).includes('UseSourceMultiRegionKey'))
    throw new InvalidIntent(
      'CloudFormation has no property for UseSourceMultiRegionKey.',
      'Use `--format aws-cli`, or name the key with --replica-key.',
    );
}

/** Buckets that replicate and are replicated to. */
function bothIn({ buckets }: Setup): ReadonlySet<string> {
  const targets = new Set(buckets.flatMap(({ replication }) => destinationsIn(replication)));
  return new Set(
    buckets.flatMap(({ name, arn, replication }) => (replication !== null && targets.has(arn) ? [name] : [])),
  );
}

function destinationsIn(replication: JsonObject | null): readonly string[] {
  const rules = (replication?.['Rules'] ?? []) as readonly { readonly Destination: { readonly Bucket: string } }[];
  return rules.map(({ Destination: { Bucket } }) => Bucket);
}

// ---- stacks -------------------------------------------------------------------------------------------------------

function stacksOf(setup: Setup): readonly Stack[] {
  const stacks = new Map<string, Stack>();
  const at = (step: 1 | 2 | 3, { account, region }: Pick<Stack, 'account' | 'region'>): Stack => {
    const id = `${step} ${account} ${region}`;
    const stack = stacks.get(id) ?? { step, account, region, resources: {}, outputs: {} };
    stacks.set(id, stack);
    return stack;
  };
  const both = bothIn(setup);
  const sources = setup.buckets.filter(({ replication }) => replication !== null);
  for (const bucket of sources) {
    for (const role of setup.roles.filter((each) => each.bucket === bucket.name)) addRole(at(1, bucket), role);
    // The policy of a key names roles of the other side, which its own first stack makes.
    const isEarly = !both.has(bucket.name) || hasReplica(bucket.key, setup);
    addNewKey(at(isEarly ? 1 : 2, bucket), bucket.key, setup);
  }
  for (const bucket of setup.buckets.filter(({ name, replication }) => replication === null || both.has(name)))
    addDestination(at(2, bucket), bucket, setup);
  for (const bucket of sources) {
    const stack = at(3, bucket);
    const policies = addRolePolicies(stack, bucket, setup);
    if (!both.has(bucket.name)) addSource(stack, bucket, policies);
  }
  return [...stacks.values()].sort((a, b) => a.step - b.step);
}

/** Whether another key is made from it. */
function hasReplica(key: KeySetup | null, { keys }: Setup): boolean {
  return key?.multiRegion === 'primary' && keys.some(({ multiRegion }) => multiRegion === 'replica');
}

function addDestination(stack: Stack, bucket: BucketSetup, setup: Setup): void {
  const { resources } = stack;
  const id = logicalId(bucket.label, 'Bucket');
  if (bucket.replication === null) {
    addNewKey(stack, bucket.key, setup);
    resources[id] = bucketResource(bucket, {});
  } else {
    const { ReplicationConfiguration, ...properties } = sourceProperties(bucket);
    resources[id] = bucketResource(bucket, {
      DependsOn: [addTopic(stack, bucket)],
      Properties: {
        ...properties,
        ReplicationConfiguration: { 'Fn::If': [replicates, ReplicationConfiguration, { Ref: 'AWS::NoValue' }] },
      },
    });
  }
  if (bucket.statements.length > 0)
    resources[logicalId(bucket.label, 'BucketPolicy')] = {
      Type: 'AWS::S3::BucketPolicy',
      Properties: { Bucket: { Ref: id }, PolicyDocument: policy(bucket.statements) },
    };
}

function policy(statements: readonly JsonObject[]): JsonObject {
  return { Version: '2012-10-17', Statement: statements };
}

function addRole({ resources }: Stack, role: RoleSetup): void {
  resources[logicalId(role.label, 'Role')] = {
    Type: 'AWS::IAM::Role',
    Properties: { RoleName: role.name, AssumeRolePolicyDocument: trustOf(role) },
  };
}

function addNewKey({ resources, outputs }: Stack, key: KeySetup | null, setup: Setup): void {
  if (key === null || !key.isNew) return;
  const id = logicalId(key.label, 'Key');
  const primary = setup.keys.find(({ multiRegion }) => multiRegion === 'primary');
  const Properties =
    key.multiRegion === 'replica'
      ? { PrimaryKeyArn: primary?.arn, KeyPolicy: keyPolicyOf(key) }
      : {
          Description: `S3 objects (${key.label})`,
          EnableKeyRotation: true,
          ...(key.multiRegion === 'primary' ? { MultiRegion: true } : {}),
          KeyPolicy: keyPolicyOf(key),
        };
  resources[id] = {
    Type: key.multiRegion === 'replica' ? 'AWS::KMS::ReplicaKey' : 'AWS::KMS::Key',
    // Objects under a key that is gone are gone.
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties,
  };
  outputs[`${id}Arn`] = { Value: { 'Fn::GetAtt': [id, 'Arn'] } };
}

function bucketResource(bucket: BucketSetup, more: JsonObject): JsonObject {
  const [rule] = encryptionOf(bucket)['Rules'] as readonly { readonly ApplyServerSideEncryptionByDefault: unknown }[];
  return {
    Type: 'AWS::S3::Bucket',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    ...more,
    Properties: {
      BucketName: bucket.name,
      ...(bucket.objectLock ? { ObjectLockEnabled: true } : {}),
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: bucket.bucketKey,
            ServerSideEncryptionByDefault: rule?.ApplyServerSideEncryptionByDefault,
          },
        ],
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      ...(more['Properties'] as JsonObject | undefined),
    },
  };
}

/** Their logical ids. */
function addRolePolicies({ resources }: Stack, bucket: BucketSetup, setup: Setup): readonly string[] {
  return setup.roles
    .filter((role) => role.bucket === bucket.name)
    .map((role) => {
      const id = logicalId(role.label, 'Policy');
      resources[id] = {
        Type: 'AWS::IAM::RolePolicy',
        Properties: { RoleName: role.name, PolicyName: policyName(role), PolicyDocument: role.policy },
      };
      return id;
    });
}

/** @returns what has to be there before S3 may publish */
function addTopic({ resources }: Stack, bucket: BucketSetup): string {
  const topic = logicalId(bucket.label, 'Failures');
  resources[topic] = { Type: 'AWS::SNS::Topic', Properties: { TopicName: bucket.topic?.name } };
  resources[`${topic}Policy`] = {
    Type: 'AWS::SNS::TopicPolicy',
    Properties: { Topics: [{ Ref: topic }], PolicyDocument: topicPolicyOf(bucket) },
  };
  return `${topic}Policy`;
}

function addSource(stack: Stack, bucket: BucketSetup, policies: readonly string[]): void {
  stack.resources[logicalId(bucket.label, 'Bucket')] = bucketResource(bucket, {
    // S3 asks the role, and the topic, when it is given these.
    DependsOn: [...policies, addTopic(stack, bucket)],
    Properties: sourceProperties(bucket),
  });
}

function sourceProperties(bucket: BucketSetup): JsonObject {
  return {
    ReplicationConfiguration: replicationOf(bucket.replication ?? {}),
    NotificationConfiguration: {
      TopicConfigurations: [{ Event: failureEvent, Topic: { Ref: logicalId(bucket.label, 'Failures') } }],
    },
  };
}

/** CloudFormation calls the rule's ID `Id`. */
function replicationOf(replication: JsonObject): JsonObject {
  const rules = replication['Rules'] as readonly JsonObject[];
  return { ...replication, Rules: rules.map(({ ID, ...rest }) => ({ Id: ID, ...rest })) };
}
