/**
 * Buckets, roles, managed policies and keys of the store. Only what its documentation describes is read; a file in another shape, and a
 * file that is not there, say nothing: the store does not tell "there is none" from "it could not be read".
 * Source: docs/AgentInstructions.md of iam-collect, "Resource Files", "Error Handling".
 */
import { isPolicyDocument } from '../cli-answers/operations.js';
import type { Placed } from '../cli-answers/placing/placing.js';
import { isObject, type JsonObject } from '../shape.js';
import type { StoredFile } from './layout.js';
import { placed } from './placed.js';

/** The files of one resource, by name without `.json`. */
export type ResourceFiles = ReadonlyMap<string, StoredFile>;

/** @returns answers, as far as the metadata names the resource */
export function answersOf(files: ResourceFiles): readonly Placed[] {
  const metadata = files.get('metadata');
  const arn = textAt(metadata, 'arn');
  if (metadata === undefined || arn === null) return [];
  return answersAbout(files, arn, metadata).filter((each) => each !== null);
}

function answersAbout(files: ResourceFiles, arn: string, metadata: StoredFile): readonly (Placed | null)[] {
  const [service, ...kind] = metadata.folders;
  if (service === 's3') return ofBucket(files, arn, metadata);
  if (service === 'kms' && kind.includes('key')) return ofKey(files, arn, metadata);
  if (service === 'iam' && kind.includes('role')) return ofRole(files, arn, metadata);
  return service === 'iam' && kind.includes('policy') ? [ofPolicy(files, arn, metadata)] : [];
}

function ofBucket(files: ResourceFiles, arn: string, metadata: StoredFile): readonly (Placed | null)[] {
  const subject = /^arn:[^:]+:s3:::([^/]+)$/u.exec(arn)?.[1];
  if (subject === undefined) return [];
  const owned = { subject, account: metadata.owner };
  const region = textAt(metadata, 'region');
  const access = blockOf(jsonOf(files.get('bpa')));
  const policy = documentIn(files.get('policy'));
  const encryption = encryptionOf(jsonOf(files.get('encryption')));
  const tags = tagsOf(jsonOf(files.get('tags')));
  const at = (name: string): StoredFile['file'] => (files.get(name) ?? metadata).file;
  return [
    region === null
      ? null
      : placed({ ...owned, operation: 'HeadBucket', value: { BucketRegion: region }, file: metadata.file }),
    policy === null
      ? null
      : placed({
          ...owned,
          operation: 'GetBucketPolicy',
          value: { Policy: policy },
          wrapped: ['Policy'],
          file: at('policy'),
        }),
    access === null
      ? null
      : placed({
          ...owned,
          operation: 'GetPublicAccessBlock',
          value: { PublicAccessBlockConfiguration: access },
          file: at('bpa'),
        }),
    encryption === null
      ? null
      : placed({
          ...owned,
          operation: 'GetBucketEncryption',
          value: { ServerSideEncryptionConfiguration: encryption },
          file: at('encryption'),
        }),
    tags === null
      ? null
      : placed({ ...owned, operation: 'GetBucketTagging', value: { TagSet: tags }, file: at('tags') }),
  ];
}

/** Its state and its grants are not in the store. */
function ofKey(files: ResourceFiles, arn: string, metadata: StoredFile): readonly (Placed | null)[] {
  const owned = { subject: arn, account: metadata.owner };
  const policy = documentIn(files.get('policy'));
  const tags = tagsOf(jsonOf(files.get('tags')));
  return [
    policy === null
      ? null
      : placed({
          ...owned,
          operation: 'GetKeyPolicy',
          value: { Policy: policy },
          wrapped: ['Policy'],
          file: (files.get('policy') ?? metadata).file,
        }),
    tags === null
      ? null
      : placed({
          ...owned,
          operation: 'ListResourceTags',
          value: { Tags: tags.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value })), Truncated: false },
          file: (files.get('tags') ?? metadata).file,
        }),
  ];
}

/**
 * A role is read with its boundary, or not at all: nothing documents where the boundary stands, and a role that is read without it would
 * count as one that has none.
 */
function ofRole(files: ResourceFiles, arn: string, metadata: StoredFile): readonly (Placed | null)[] {
  const owned = { subject: arn, account: metadata.owner };
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const trust = documentIn(files.get('trust-policy'));
  const boundary = boundaryOf(jsonOf(metadata));
  const inline = inlineOf(jsonOf(files.get('inline-policies')));
  const file = (files.get('inline-policies') ?? metadata).file;
  return [
    trust === null || boundary === undefined
      ? null
      : placed({
          ...owned,
          operation: 'GetRole',
          value: {
            Role: {
              Arn: arn,
              RoleName: name,
              AssumeRolePolicyDocument: trust,
              ...(boundary === null ? {} : { PermissionsBoundary: { PermissionsBoundaryArn: boundary } }),
            },
          },
          file: (files.get('trust-policy') ?? metadata).file,
        }),
    ...(inline === null
      ? []
      : [
          placed({
            ...owned,
            operation: 'ListRolePolicies',
            value: { PolicyNames: inline.map((policy) => policy.name), IsTruncated: false },
            file,
          }),
          ...inline.map((policy) =>
            placed({
              ...owned,
              operation: 'GetRolePolicy',
              value: { RoleName: name, PolicyName: policy.name, PolicyDocument: policy.document },
              file,
            }),
          ),
        ]),
  ];
}

function ofPolicy(files: ResourceFiles, arn: string, metadata: StoredFile): Placed | null {
  const Document = documentIn(files.get('policy'));
  if (Document === null || !/^arn:[^:]+:iam::(?:\d{12}|aws):policy\//u.test(arn)) return null;
  return placed({
    operation: 'GetPolicyVersion',
    subject: arn,
    account: metadata.owner,
    value: { PolicyVersion: { Document, IsDefaultVersion: true } },
    wrapped: ['PolicyVersion', 'Document'],
    file: (files.get('policy') ?? metadata).file,
  });
}

export function jsonOf(stored: StoredFile | undefined): unknown {
  return stored?.file.json?.value;
}

export function textAt(stored: StoredFile | undefined, member: string): string | null {
  const value = jsonOf(stored);
  const text = isObject(value) ? value[member] : undefined;
  return typeof text === 'string' && text !== '' ? text : null;
}

function documentIn(stored: StoredFile | undefined): JsonObject | null {
  const value = jsonOf(stored);
  return isPolicyDocument(value) ? value : null;
}

const blocks = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const;

/** All four switches, in AWS's letters or with small ones in front. */
function blockOf(value: unknown): JsonObject | null {
  if (!isObject(value)) return null;
  const wrapped = value['PublicAccessBlockConfiguration'];
  const holder = isObject(wrapped) ? wrapped : value;
  const entries = blocks.map((name) => [name, holder[name] ?? holder[name[0]?.toLowerCase() + name.slice(1)]] as const);
  return entries.every(([, state]) => typeof state === 'boolean') ? Object.fromEntries(entries) : null;
}

/** As S3 answers, with a Bucket Key setting that is stated: without it nobody knows the encryption context. */
function encryptionOf(value: unknown): JsonObject | null {
  if (!isObject(value)) return null;
  const wrapped = value['ServerSideEncryptionConfiguration'];
  const holder = isObject(wrapped) ? wrapped : value;
  const rules = holder['Rules'];
  if (!Array.isArray(rules) || rules.length === 0) return null;
  const isWhole = (rules as readonly unknown[]).every(
    (rule) =>
      isObject(rule) &&
      isObject(rule['ApplyServerSideEncryptionByDefault']) &&
      typeof rule['BucketKeyEnabled'] === 'boolean',
  );
  return isWhole ? { Rules: rules } : null;
}

function tagsOf(value: unknown): readonly { readonly Key: string; readonly Value: string }[] | null {
  if (Array.isArray(value)) {
    const tags = (value as readonly unknown[]).map((tag) =>
      isObject(tag) ? { Key: tag['Key'], Value: tag['Value'] } : {},
    );
    return tags.every((tag) => typeof tag.Key === 'string' && typeof tag.Value === 'string')
      ? (tags as readonly { Key: string; Value: string }[])
      : null;
  }
  if (!isObject(value)) return null;
  const entries = Object.entries(value);
  return entries.every(([, text]) => typeof text === 'string')
    ? entries.map(([Key, Value]) => ({ Key, Value: Value as string }))
    : null;
}

/** Undefined where the metadata does not speak of it. */
function boundaryOf(value: unknown): string | null | undefined {
  if (!isObject(value)) return undefined;
  const name = ['permissionsBoundary', 'permissionBoundary', 'PermissionsBoundary'].find((each) =>
    Object.hasOwn(value, each),
  );
  if (name === undefined) return undefined;
  const boundary = value[name];
  if (boundary === null || typeof boundary === 'string') return boundary;
  const arn = isObject(boundary) ? (boundary['PermissionsBoundaryArn'] ?? boundary['arn']) : undefined;
  return typeof arn === 'string' ? arn : undefined;
}

interface InlinePolicy {
  readonly name: string;
  readonly document: JsonObject;
}

/** All of them, or null: a list that is understood in part would leave rights out. */
function inlineOf(value: unknown): readonly InlinePolicy[] | null {
  const list = isObject(value) ? value['policies'] : value;
  if (!Array.isArray(list)) return null;
  const policies = (list as readonly unknown[]).map(inlinePolicy);
  return policies.every((policy) => policy !== null) ? policies : null;
}

function inlinePolicy(value: unknown, index: number): InlinePolicy | null {
  if (!isObject(value)) return null;
  if (isPolicyDocument(value)) return { name: `policy ${index + 1}`, document: value };
  const name = value['PolicyName'] ?? value['policyName'] ?? value['name'];
  const document = value['PolicyDocument'] ?? value['policyDocument'] ?? value['document'] ?? value['policy'];
  return typeof name === 'string' && isPolicyDocument(document) ? { name, document } : null;
}
