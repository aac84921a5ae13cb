/** Items of IAM and KMS as the answers of those services. */
import { capital } from '../../basics/capital.js';
import { isObject, type JsonObject } from '../shape.js';
import { type ConfigItem, textOf } from './items.js';

/** What IAM would answer about the role; null where the item does not hold all of it. */
export function roleEntry({ configuration: role, arn }: ConfigItem): JsonObject | null {
  const own = textOf(role['arn']) ?? arn;
  const trust = role['assumeRolePolicyDocument'];
  const inline = role['rolePolicyList'];
  const attached = role['attachedManagedPolicies'];
  if (own === null || trust === undefined || !Array.isArray(inline) || !Array.isArray(attached)) return null;
  const boundary = role['permissionsBoundary'];
  const boundaryArn = isObject(boundary) ? textOf(boundary['permissionsBoundaryArn']) : null;
  // A boundary whose ARN is not there would read as none.
  if (isObject(boundary) && boundaryArn === null) return null;
  const name = textOf(role['roleName']) ?? own.slice(own.lastIndexOf('/') + 1);
  const id = textOf(role['roleId']);
  const policies = (inline as readonly unknown[]).filter(isObject);
  return {
    Arn: own,
    GetRole: {
      Role: {
        Arn: own,
        RoleName: name,
        ...(id === null ? {} : { RoleId: id }),
        AssumeRolePolicyDocument: trust,
        ...(boundaryArn === null ? {} : { PermissionsBoundary: { PermissionsBoundaryArn: boundaryArn } }),
        ...(Array.isArray(role['tags']) ? { Tags: tagsOf(role['tags']) } : {}),
      },
    },
    ListRolePolicies: { PolicyNames: policies.map((policy) => policy['policyName']) },
    ...(policies.length === 0
      ? {}
      : {
          GetRolePolicy: policies.map((policy) => ({
            RoleName: name,
            PolicyName: policy['policyName'],
            PolicyDocument: policy['policyDocument'],
          })),
        }),
    ListAttachedRolePolicies: {
      AttachedPolicies: (attached as readonly unknown[]).filter(isObject).map((policy) => ({
        PolicyArn: policy['policyArn'],
        ...(textOf(policy['policyName']) === null ? {} : { PolicyName: policy['policyName'] }),
      })),
    },
  };
}

function tagsOf(tags: readonly unknown[]): readonly JsonObject[] {
  return tags
    .filter(isObject)
    .map(({ key, value }) => ({ Key: String(key), Value: typeof value === 'string' ? value : '' }));
}

export function policyEntry({ configuration: policy, arn }: ConfigItem): JsonObject | null {
  const own = textOf(policy['arn']) ?? arn;
  const versions = policy['policyVersionList'];
  if (own === null || !Array.isArray(versions)) return null;
  const defaultId = textOf(policy['defaultVersionId']);
  return {
    Arn: own,
    ...(textOf(policy['policyName']) === null ? {} : { PolicyName: policy['policyName'] }),
    ...(defaultId === null ? {} : { DefaultVersionId: defaultId }),
    PolicyVersionList: (versions as readonly unknown[]).filter(isObject).map((version) => ({
      ...(version['document'] === undefined || version['document'] === null ? {} : { Document: version['document'] }),
      ...(textOf(version['versionId']) === null ? {} : { VersionId: version['versionId'] }),
      ...(typeof version['isDefaultVersion'] === 'boolean' ? { IsDefaultVersion: version['isDefaultVersion'] } : {}),
    })),
  };
}

/** Grants and the policy of AWS RAM are not recorded: whoever needs them asks KMS. */
export function keyEntry({ configuration: key, supplementary, arn }: ConfigItem): JsonObject | null {
  const own = textOf(key['arn']) ?? arn;
  if (own === null) return null;
  const metadata = Object.fromEntries(
    Object.entries(key).flatMap(([name, value]) => (value === null ? [] : [[capital(name), pascalIn(value)] as const])),
  );
  const policy = supplementary['Policy'];
  return {
    Arn: own,
    DescribeKey: {
      KeyMetadata: { ...metadata, Arn: own, KeyId: textOf(key['keyId']) ?? own.slice(own.lastIndexOf('/') + 1) },
    },
    ...(typeof policy === 'string' || isObject(policy) ? { GetKeyPolicy: { Policy: policy } } : {}),
  };
}

function pascalIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pascalIn);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [capital(name), pascalIn(member)]));
}

/** `AWS::KMS::Alias` has capitals. */
export function aliasOf({ configuration, arn }: ConfigItem): JsonObject | null {
  const name = textOf(configuration['AliasName']) ?? textOf(configuration['aliasName']);
  const target = textOf(configuration['TargetKeyId']) ?? textOf(configuration['targetKeyId']);
  return name === null || target === null
    ? null
    : { AliasName: name, ...(arn === null ? {} : { AliasArn: arn }), TargetKeyId: target };
}
