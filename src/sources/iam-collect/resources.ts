/**
 * Buckets, roles, managed policies and keys of the store. Only what its documentation describes is read; a file in another shape, and a
 * file that is not there, say nothing: the store does not tell "there is none" from "it could not be read".
 * Source: docs/AgentInstructions.md of iam-collect, "Resource Files", "Error Handling".
 */
import { bucketOfArn, partsOf } from '../../estate/arn.js';
import { isPolicyDocument, type Operation } from '../cli-answers/operations.js';
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
  const [service, ...kind] = metadata.folders;
  if (service === 's3') return ofBucket(files, arn, metadata);
  if (service === 'kms' && kind.includes('key')) return ofKey(files, arn, metadata);
  if (service === 'iam' && kind.includes('role')) return ofRole(files, arn, metadata);
  return service === 'iam' && kind.includes('policy') ? ofPolicy(files, arn, metadata) : [];
}

/** An answer as far as a file of the resource gives one: null is what does not say it. */
interface Part {
  readonly operation: Operation;
  readonly value: JsonObject | null;
  /** Of the file, without `.json`. */
  readonly from: string;
  readonly wrapped?: readonly string[];
}

function answersIn(
  files: ResourceFiles,
  subject: string,
  metadata: StoredFile,
  parts: readonly Part[],
): readonly Placed[] {
  return parts.flatMap(({ value, from, ...part }) =>
    value === null
      ? []
      : [placed({ ...part, value, subject, account: metadata.owner, file: (files.get(from) ?? metadata).file })],
  );
}

/** Null stays null. */
function within(member: string, value: unknown): JsonObject | null {
  return value === null ? null : { [member]: value };
}

function ofBucket(files: ResourceFiles, arn: string, metadata: StoredFile): readonly Placed[] {
  const bucket = bucketOfArn(arn);
  if (bucket === null || bucket.partition === '' || bucket.name === '' || bucket.key !== null) return [];
  const json = (name: string): unknown => jsonOf(files.get(name));
  return answersIn(files, bucket.name, metadata, [
    { operation: 'HeadBucket', value: within('BucketRegion', textAt(metadata, 'region')), from: 'metadata' },
    {
      operation: 'GetBucketPolicy',
      value: within('Policy', documentIn(files.get('policy'))),
      from: 'policy',
      wrapped: ['Policy'],
    },
    {
      operation: 'GetPublicAccessBlock',
      value: within('PublicAccessBlockConfiguration', blockOf(json('bpa'))),
      from: 'bpa',
    },
    {
      operation: 'GetBucketEncryption',
      value: within('ServerSideEncryptionConfiguration', encryptionOf(json('encryption'))),
      from: 'encryption',
    },
    { operation: 'GetBucketTagging', value: within('TagSet', tagsOf(json('tags'))), from: 'tags' },
  ]);
}

/** Its state and its grants are not in the store. */
function ofKey(files: ResourceFiles, arn: string, metadata: StoredFile): readonly Placed[] {
  const tags = tagsOf(jsonOf(files.get('tags')))?.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value })) ?? null;
  return answersIn(files, arn, metadata, [
    {
      operation: 'GetKeyPolicy',
      value: within('Policy', documentIn(files.get('policy'))),
      from: 'policy',
      wrapped: ['Policy'],
    },
    { operation: 'ListResourceTags', value: tags === null ? null : { Tags: tags, Truncated: false }, from: 'tags' },
  ]);
}

/**
 * A role is read with its boundary, or not at all: nothing documents where the boundary stands, and a role that is read without it would
 * count as one that has none.
 */
function ofRole(files: ResourceFiles, arn: string, metadata: StoredFile): readonly Placed[] {
  const RoleName = arn.slice(arn.lastIndexOf('/') + 1);
  const trust = documentIn(files.get('trust-policy'));
  const boundary = boundaryOf(jsonOf(metadata));
  const inline = inlineOf(jsonOf(files.get('inline-policies')));
  const limit = typeof boundary === 'string' ? { PermissionsBoundary: { PermissionsBoundaryArn: boundary } } : {};
  const role = { Arn: arn, RoleName, AssumeRolePolicyDocument: trust, ...limit };
  const names = inline?.map(({ name }) => name);
  return answersIn(files, arn, metadata, [
    {
      operation: 'GetRole',
      value: trust === null || boundary === undefined ? null : { Role: role },
      from: 'trust-policy',
    },
    {
      operation: 'ListRolePolicies',
      value: names === undefined ? null : { PolicyNames: names, IsTruncated: false },
      from: 'inline-policies',
    },
    ...(inline ?? []).map(({ name, document }): Part => ({
      operation: 'GetRolePolicy',
      value: { RoleName, PolicyName: name, PolicyDocument: document },
      from: 'inline-policies',
    })),
  ]);
}

function ofPolicy(files: ResourceFiles, arn: string, metadata: StoredFile): readonly Placed[] {
  if (!isPolicyArn(arn)) return [];
  const Document = documentIn(files.get('policy'));
  return answersIn(files, arn, metadata, [
    {
      operation: 'GetPolicyVersion',
      value: Document === null ? null : { PolicyVersion: { Document, IsDefaultVersion: true } },
      from: 'policy',
      wrapped: ['PolicyVersion', 'Document'],
    },
  ]);
}

function isPolicyArn(arn: string): boolean {
  const parts = partsOf(arn);
  return (
    parts !== null &&
    parts.partition !== '' &&
    parts.service === 'iam' &&
    parts.region === '' &&
    /^(?:\d{12}|aws)$/u.test(parts.account) &&
    parts.resource.startsWith('policy/')
  );
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
