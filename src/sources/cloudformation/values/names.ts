/**
 * What `Ref` and `Fn::GetAtt` give for a resource: the name that the template, or an answer about the deployed stack, says, else a stand-in.
 * Source: the "Return values" of each type in the CloudFormation Template Reference.
 */
import { keyArn as arnOfKey, policyArn as arnOfPolicy, roleArn as arnOfRole } from '../../../estate/arn.js';
import { hasStandIn, openText, standIn, stretchesOf } from '../../../basics/stand-in.js';
import { Unknown, type Value } from '../../terraform/model.js';
import { isUnset, textOf } from '../../terraform/values.js';
import { conditionState } from './conditions.js';
import { evaluate } from './evaluate.js';
import type { Spot } from '../template/marks.js';
import { memberOf } from '../template/node.js';
import { resourcesIn, type LoopedResource } from '../template/resources-of.js';
import type { Names, Scope, Stack } from './scope.js';
import { isCustomResource, type Resource } from '../template/template.js';

/** One property; undefined = not set. */
export function property(name: string, resource: LoopedResource, scope: Scope): Value | undefined {
  const node = memberOf(resource.properties, name);
  if (node === undefined) return undefined;
  const inner =
    resource.locals === undefined ? scope : { ...scope, locals: new Map([...scope.locals, ...resource.locals]) };
  return evaluate(node, inner, addressOf(scope.stack, resource));
}

export function addressOf({ prefix }: Stack, { id }: Resource): string {
  return `${prefix}${id}`;
}

/** Where it begins. */
export function spotOf(stack: Stack, resource: Resource): Spot {
  return { text: stack.template.text, offset: resource.keyOffset, address: addressOf(stack, resource) };
}

/** Null = whether it is there is not known. */
export function isThere({ condition }: Resource, scope: Scope): boolean | null {
  return condition === null ? true : conditionState(condition, scope);
}

interface Own {
  readonly scope: Scope;
  readonly resource: LoopedResource;
}

type Text = (own: Own) => string;

/** A name that the template may set, else one that AWS makes up. What is deployed has the name that it had, until the template sets another. */
function named(propertyName: string, kind: 'bucket' | 'role' | 'policy'): Text {
  return ({ scope, resource }) => {
    const given = property(propertyName, resource, scope);
    const text = isUnset(given) ? null : (textOf(given) ?? '');
    if (text !== null && text !== '' && !hasStandIn(text)) return text;
    const physical = scope.stack.physicalIds.get(resource.id);
    if (physical !== undefined) return physical.replace(/^arn:.*\//u, '');
    return text ?? standIn(kind, addressOf(scope.stack, resource));
  };
}

export const bucketName = named('BucketName', 'bucket');
export const roleName = named('RoleName', 'role');
const policyName = named('ManagedPolicyName', 'policy');

function pathOf({ scope, resource }: Own): string {
  const path = property('Path', resource, scope);
  return isUnset(path) ? '/' : (textOf(path) ?? '/');
}

export function bucketArn(own: Own): string {
  return `arn:${own.scope.stack.placement.partition}:s3:::${bucketName(own)}`;
}

export function roleArn(own: Own): string {
  const { partition, account } = own.scope.stack.placement;
  return arnOfRole(partition, account, `${pathOf(own)}${roleName(own)}`.replace(/^\//u, ''));
}

export function policyArn(own: Own): string {
  const { partition, account } = own.scope.stack.placement;
  return arnOfPolicy(partition, account, `${pathOf(own)}${policyName(own)}`.replace(/^\//u, ''));
}

export function isReplicaKey({ type }: Resource): boolean {
  return type === 'AWS::KMS::ReplicaKey';
}

/** A replica shares the id of its primary. */
export function keyId(own: Own): string {
  const { scope, resource } = own;
  const physical = scope.stack.physicalIds.get(resource.id);
  if (physical !== undefined) return physical.replace(/^.*key\//u, '');
  if (isReplicaKey(resource)) {
    const primary = property('PrimaryKeyArn', resource, scope);
    const text = primary === undefined || primary instanceof Unknown ? null : textOf(primary);
    return text !== null && text.includes('key/')
      ? text.slice(text.lastIndexOf('key/') + 4)
      : openText(`${addressOf(scope.stack, resource)}.KeyId`);
  }
  const multiRegion = property('MultiRegion', resource, scope);
  return standIn(multiRegion === true || multiRegion === 'true' ? 'mrk-key' : 'key', addressOf(scope.stack, resource));
}

export function keyArn(own: Own): string {
  const { partition, account, region } = own.scope.stack.placement;
  return arnOfKey({ partition, region, account }, keyId(own));
}

interface TypeNames {
  readonly ref: Text;
  readonly attributes: Readonly<Record<string, Text>>;
}

function hostName(prefix: string): Text {
  return (own) => `${bucketName(own)}.${prefix}.amazonaws.com`;
}

/** Buckets of other kinds, whose ARNs say what they are. */
function otherBucket(service: string, propertyName: string): TypeNames {
  const name: Text = ({ scope, resource }) =>
    textOf(property(propertyName, resource, scope) ?? null) ?? openText(addressOf(scope.stack, resource));
  const arn: Text = (own) => {
    const { partition, region, account } = own.scope.stack.placement;
    return `arn:${partition}:${service}:${region}:${account}:bucket/${name(own)}`;
  };
  return { ref: name, attributes: { Arn: arn, TableBucketARN: arn, VectorBucketArn: arn } };
}

const key: TypeNames = { ref: keyId, attributes: { Arn: keyArn, KeyId: keyId } };
const types: Readonly<Record<string, TypeNames>> = {
  'AWS::S3::Bucket': { ref: bucketName, attributes: { Arn: bucketArn, DomainName: hostName('s3') } },
  'AWS::S3Express::DirectoryBucket': otherBucket('s3express', 'BucketName'),
  'AWS::S3Tables::TableBucket': otherBucket('s3tables', 'TableBucketName'),
  'AWS::S3Vectors::VectorBucket': otherBucket('s3vectors', 'VectorBucketName'),
  'AWS::S3Outposts::Bucket': otherBucket('s3-outposts', 'BucketName'),
  'AWS::IAM::Role': { ref: roleName, attributes: { Arn: roleArn } },
  'AWS::IAM::ManagedPolicy': { ref: policyArn, attributes: { PolicyArn: policyArn } },
  'AWS::KMS::Key': key,
  'AWS::KMS::ReplicaKey': key,
  'AWS::KMS::Alias': {
    ref: ({ scope, resource }) =>
      textOf(property('AliasName', resource, scope)) ?? openText(addressOf(scope.stack, resource)),
    attributes: {},
  },
};

/** @param outputOf of a nested stack, by the resource that makes it; null = its template was not given */
export function namesOf(
  scopeOf: (stack: Stack) => Scope,
  outputOf: (stack: Stack, resource: Resource, output: string) => Value | null,
  readerOf: (name: string) => Value | null,
): Names {
  const own = (stack: Stack, resource: Resource): Own => {
    const scope = scopeOf(stack);
    return { scope, resource: resourcesIn(scope).get(resource.id) ?? resource };
  };
  const absent = (stack: Stack, resource: Resource): Unknown | null =>
    isThere(resource, scopeOf(stack)) === false
      ? new Unknown(
          addressOf(stack, resource),
          `it is not made where the condition ${resource.condition ?? ''} does not hold`,
        )
      : null;
  return {
    ref: (stack, resource) => {
      const gone = absent(stack, resource);
      if (gone !== null) return gone;
      const known = types[resource.type];
      if (known !== undefined) return known.ref(own(stack, resource));
      const physical = stack.physicalIds.get(resource.id);
      return (
        physical ??
        (isCustomResource(resource)
          ? openText(addressOf(stack, resource))
          : standIn('text', addressOf(stack, resource)))
      );
    },
    attribute: (stack, resource, name) => {
      const gone = absent(stack, resource);
      if (gone !== null) return gone;
      if (resource.type === 'AWS::CloudFormation::Stack' && name.startsWith('Outputs.')) {
        const output = outputOf(stack, resource, name.slice('Outputs.'.length));
        if (output !== null) return output;
      }
      if (resource.type === 'Custom::CrossRegionExportReader') {
        const found = readerOf(name);
        if (found !== null) return found;
      }
      const attributes = types[resource.type]?.attributes;
      const text = attributes !== undefined && Object.hasOwn(attributes, name) ? attributes[name] : undefined;
      return text === undefined ? openText(`${addressOf(stack, resource)}.${name}`) : text(own(stack, resource));
    },
  };
}

/** Whether somebody gives a part of the text when the stack is deployed. */
export function hasOpenText(text: string): boolean {
  return stretchesOf(text).some(
    (each) => each.kind === 'stand-in' && each.standIn.isOpen && each.standIn.kind === 'text',
  );
}
