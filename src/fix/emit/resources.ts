/** What a patch is in infrastructure code: the resource that holds the document, in the words of CloudFormation and of Terraform. */
import { partsOf } from '../../estate/arn.js';
import type { FixPatch, JsonObject } from '../model.js';

/** A resource, or members of one that stands elsewhere. */
export interface CodeOf {
  readonly type: string;
  readonly members: JsonObject;
  /** Whether the resource holds nothing else: then it can stand as it is. */
  readonly isWhole: boolean;
}

function nameOf(arn: string): string {
  const last = partsOf(arn)?.resource ?? arn;
  return last.slice(last.lastIndexOf('/') + 1);
}

/** `/` or `/service-role/`. */
export function rolePath(arn: string): string {
  return /:role(\/(?:.*\/)?)[^/]*$/u.exec(arn)?.[1] ?? '/';
}

const cloudFormationSettings: Readonly<Record<string, (document: JsonObject) => JsonObject>> = {
  versioning: (document) => ({ VersioningConfiguration: { Status: document['Status'] } }),
  'object-lock': (document) => ({ ObjectLockEnabled: true, ObjectLockConfiguration: document }),
  'ownership-controls': (document) => ({ OwnershipControls: document }),
  'public-access-block': (document) => ({ PublicAccessBlockConfiguration: document }),
  'key-state': () => ({ Enabled: true }),
};

/** Null where CloudFormation has no property for it. */
export function inCloudFormation({ target, document, previous, policy, operation }: FixPatch): CodeOf | null {
  const { kind, resource, name } = target;
  if (operation === 'remove-statement' && target.part === null) return null;
  switch (kind) {
    case 'bucket-policy':
      return {
        type: 'AWS::S3::BucketPolicy',
        members: { Bucket: nameOf(resource), PolicyDocument: document },
        isWhole: true,
      };
    case 'role-policy':
      return policy?.kind === 'managed'
        ? {
            type: 'AWS::IAM::ManagedPolicy',
            members: { ManagedPolicyName: name, PolicyDocument: document },
            isWhole: false,
          }
        : {
            type: 'AWS::IAM::RolePolicy',
            members: { RoleName: nameOf(resource), PolicyName: name, PolicyDocument: document },
            isWhole: true,
          };
    case 'permissions-boundary':
      return { type: 'AWS::IAM::ManagedPolicy', members: { PolicyDocument: document }, isWhole: false };
    case 'trust-policy':
      return previous === null
        ? {
            type: 'AWS::IAM::Role',
            members: { RoleName: nameOf(resource), Path: rolePath(resource), AssumeRolePolicyDocument: document },
            isWhole: true,
          }
        : { type: 'AWS::IAM::Role', members: { AssumeRolePolicyDocument: document }, isWhole: false };
    case 'key-policy':
      return { type: 'AWS::KMS::Key', members: { KeyPolicy: document }, isWhole: false };
    case 'service-control-policy':
    case 'resource-control-policy':
      return { type: 'AWS::Organizations::Policy', members: { Name: name, Content: document }, isWhole: false };
    case 'replication-configuration':
      return { type: 'AWS::S3::Bucket', members: { ReplicationConfiguration: withIds(document) }, isWhole: false };
    case 'setting': {
      const members = cloudFormationSettings[name ?? '']?.(document);
      const type = name === 'key-state' ? 'AWS::KMS::Key' : 'AWS::S3::Bucket';
      return members === undefined ? null : { type, members, isWhole: false };
    }
  }
}

/** CloudFormation calls the rule's ID `Id`. */
function withIds(document: JsonObject): JsonObject {
  const rules = document['Rules'];
  if (!Array.isArray(rules)) return document;
  return {
    ...document,
    Rules: (rules as readonly JsonObject[]).map(({ ID, ...rest }) => (ID === undefined ? rest : { Id: ID, ...rest })),
  };
}

/** A policy that goes through `jsonencode`. */
export class Encoded {
  readonly value: JsonObject;
  constructor(value: JsonObject) {
    this.value = value;
  }
}

export interface TerraformCode {
  readonly type: string;
  readonly values: Readonly<Record<string, string | boolean | Encoded>>;
  /** Name and values of a block inside. */
  readonly block: readonly [string, Readonly<Record<string, string>>] | null;
  readonly isWhole: boolean;
}

function plain(type: string, values: TerraformCode['values'], isWhole = true): TerraformCode {
  return { type, values, block: null, isWhole };
}

/** Null where it is to be put into words: rules of replication, which have blocks of their own. */
export function inTerraform({ target, document, previous, policy, operation }: FixPatch): TerraformCode | null {
  const { kind, resource, name } = target;
  if (operation === 'remove-statement' && target.part === null) return null;
  const own = new Encoded(document);
  switch (kind) {
    case 'bucket-policy':
      return plain('aws_s3_bucket_policy', { bucket: nameOf(resource), policy: own });
    case 'role-policy':
      return policy?.kind === 'managed'
        ? plain('aws_iam_policy', { name: name ?? '', policy: own }, false)
        : plain('aws_iam_role_policy', { name: name ?? '', role: nameOf(resource), policy: own });
    case 'permissions-boundary':
      return plain('aws_iam_policy', { policy: own }, false);
    case 'trust-policy':
      return previous === null
        ? plain('aws_iam_role', { name: nameOf(resource), path: rolePath(resource), assume_role_policy: own })
        : plain('aws_iam_role', { assume_role_policy: own }, false);
    case 'key-policy':
      return plain('aws_kms_key_policy', { key_id: resource, policy: own });
    case 'service-control-policy':
    case 'resource-control-policy':
      return plain('aws_organizations_policy', { content: own }, false);
    case 'replication-configuration':
      return null;
    case 'setting':
      return settingInTerraform(name ?? '', nameOf(resource), document);
  }
}

function settingInTerraform(name: string, bucket: string, document: JsonObject): TerraformCode | null {
  const inBlock = (type: string, block: string, values: Readonly<Record<string, string>>): TerraformCode => ({
    type,
    values: { bucket },
    block: [block, values],
    isWhole: true,
  });
  switch (name) {
    case 'versioning':
      return inBlock('aws_s3_bucket_versioning', 'versioning_configuration', { status: 'Enabled' });
    case 'ownership-controls':
      return inBlock('aws_s3_bucket_ownership_controls', 'rule', { object_ownership: 'BucketOwnerEnforced' });
    case 'object-lock':
      return plain('aws_s3_bucket_object_lock_configuration', { bucket });
    case 'request-payment':
      return plain('aws_s3_bucket_request_payment_configuration', { bucket, payer: String(document['Payer']) });
    case 'key-state':
      return plain('aws_kms_key', { is_enabled: true }, false);
    default:
      return null;
  }
}
