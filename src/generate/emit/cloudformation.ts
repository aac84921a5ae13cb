/**
 * A set-up as CloudFormation: a stack for each step, account and Region. Roles and source keys first, since policies refuse principals
 * that do not exist; then destinations; then sources, which S3 asks about both. ARNs of keys that another stack makes are parameters.
 */
import { encryptionOf, failureEvent, keyPolicyOf, policyName, topicPolicyOf, trustOf } from '../facts.js';
import { yamlText } from '../../reporters/text/yaml.js';
import { InvalidIntent } from '../intent.js';
import type { BucketSetup, JsonObject, KeySetup, RoleSetup, Setup } from '../setup.js';
import type { OutputFile } from './output-file.js';
import { namesOf, withReferences } from './references.js';

interface Stack {
  readonly step: 1 | 2 | 3;
  readonly account: string;
  readonly region: string;
  readonly resources: Record<string, unknown>;
  readonly outputs: Record<string, unknown>;
}

/** A reference to something of the set-up, which stack by stack is a different expression. */
interface Reference {
  readonly kind: 'bucket' | 'key' | 'role';
  readonly label: string;
}

/** @throws InvalidIntent for what takes two changes of one stack, or has no property */
export function cloudFormationFiles(setup: Setup): readonly OutputFile[] {
  refuse(setup);
  const stacks = stacksOf(setup);
  const files = stacks.map((stack) => ({
    path: `${stack.step}-${stack.account}-${stack.region}.yaml`,
    text: templateText(stack, setup),
    isProgram: false,
  }));
  return files;
}

function refuse({ buckets }: Setup): void {
  const targets = new Set(buckets.flatMap(({ replication }) => destinationsIn(replication)));
  const both = buckets.find(({ arn, replication }) => replication !== null && targets.has(arn));
  if (both !== undefined)
    throw new InvalidIntent(
      `Bucket ${both.name} replicates and is replicated to: in CloudFormation a bucket and its replication are one resource, so that neither can be made first.`,
      'Use `--format terraform` or `--format aws-cli`.',
    );
  if (JSON.stringify(buckets).includes('UseSourceMultiRegionKey'))
    throw new InvalidIntent(
      'CloudFormation has no property for UseSourceMultiRegionKey.',
      'Use `--format aws-cli`, or name the key with --replica-key.',
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
  const sources = setup.buckets.filter(({ replication }) => replication !== null);
  for (const bucket of sources) {
    for (const role of setup.roles.filter((each) => each.bucket === bucket.name)) addRole(at(1, bucket), role);
    addNewKey(at(1, bucket), bucket.key, setup);
  }
  for (const bucket of setup.buckets.filter(({ replication }) => replication === null)) {
    const stack = at(2, bucket);
    addNewKey(stack, bucket.key, setup);
    stack.resources[logicalId(bucket.label, 'Bucket')] = bucketResource(bucket, {});
    if (bucket.statements.length > 0)
      stack.resources[logicalId(bucket.label, 'BucketPolicy')] = {
        Type: 'AWS::S3::BucketPolicy',
        Properties: { Bucket: { Ref: logicalId(bucket.label, 'Bucket') }, PolicyDocument: policy(bucket.statements) },
      };
  }
  for (const bucket of sources) addSource(at(3, bucket), bucket, setup);
  return [...stacks.values()].sort((a, b) => a.step - b.step);
}

function policy(statements: readonly JsonObject[]): JsonObject {
  return { Version: '2012-10-17', Statement: statements };
}

/** `source2` and `Bucket`: `Source2Bucket`. */
function logicalId(label: string, what: string): string {
  return `${label[0]?.toUpperCase()}${label.slice(1)}${what}`;
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

function addSource({ resources }: Stack, bucket: BucketSetup, setup: Setup): void {
  const dependsOn: string[] = [];
  for (const role of setup.roles.filter((each) => each.bucket === bucket.name)) {
    const id = logicalId(role.label, 'Policy');
    dependsOn.push(id);
    resources[id] = {
      Type: 'AWS::IAM::RolePolicy',
      Properties: { RoleName: role.name, PolicyName: policyName(role), PolicyDocument: role.policy },
    };
  }
  const topic = logicalId(bucket.label, 'Failures');
  resources[topic] = { Type: 'AWS::SNS::Topic', Properties: { TopicName: bucket.topic?.name } };
  resources[`${topic}Policy`] = {
    Type: 'AWS::SNS::TopicPolicy',
    Properties: { Topics: [{ Ref: topic }], PolicyDocument: topicPolicyOf(bucket) },
  };
  resources[logicalId(bucket.label, 'Bucket')] = bucketResource(bucket, {
    // S3 asks the role, and the topic, when it is given these.
    DependsOn: [...dependsOn, `${topic}Policy`],
    Properties: {
      ReplicationConfiguration: replicationOf(bucket.replication ?? {}),
      NotificationConfiguration: {
        TopicConfigurations: [{ Event: failureEvent, Topic: { Ref: topic } }],
      },
    },
  });
}

/** CloudFormation calls the rule's ID `Id`. */
function replicationOf(replication: JsonObject): JsonObject {
  const rules = replication['Rules'] as readonly JsonObject[];
  return { ...replication, Rules: rules.map(({ ID, ...rest }) => ({ Id: ID, ...rest })) };
}

// ---- references ---------------------------------------------------------------------------------------------------

/** What a stack makes itself is referred to; keys of another one are parameters; names of buckets and roles are known. */
function templateText({ step, account, region, resources, outputs }: Stack, setup: Setup): string {
  const parameters: Record<string, unknown> = {};
  const names = namesOf<Reference>(setup, (kind, label) => (kind === 'key' ? { kind, label } : null));
  const own = (value: unknown): unknown =>
    withReferences(value, names, ({ label }) => {
      const id = logicalId(label, 'Key');
      if (id in resources) return { 'Fn::GetAtt': [id, 'Arn'] };
      parameters[`${id}Arn`] ??= {
        Type: 'String',
        Description: 'The output of that name of an earlier stack',
        AllowedPattern: 'arn:[a-z-]+:kms:[a-z0-9-]+:\\d{12}:key/.+',
      };
      return { Ref: `${id}Arn` };
    });
  const changed = own(resources);
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `S3 replication, step ${step} of 3: account ${account}, ${region}`,
    ...(Object.keys(parameters).length === 0 ? {} : { Parameters: parameters }),
    Resources: changed,
    ...(Object.keys(outputs).length === 0 ? {} : { Outputs: outputs }),
  };
  return yamlText(template);
}
