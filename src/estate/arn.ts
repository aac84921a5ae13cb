/**
 * ARNs, taken apart and built: each names one thing, or all objects of a bucket, or all keys of a place. Patterns, as policies write
 * them, are read by the policy room.
 * Sources: IAM User Guide, "Identify AWS resources with Amazon Resource Names (ARNs)", "IAM and AWS STS quotas" (names and paths).
 */

import { isAccountId } from '../basics/aws-names.js';
import { couldBe } from '../basics/stand-in.js';

/** The parts of an ARN: `arn:partition:service:region:account:resource`. */
export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Everything after the fifth colon. */
  readonly resource: string;
}

/** @returns null where the text is not an ARN */
export function partsOf(arn: string): ArnParts | null {
  const parts = arn.split(':');
  const [prefix, partition, service, region, account] = parts;
  if (prefix !== 'arn' || parts.length < 6) return null;
  if (partition === undefined || service === undefined || region === undefined || account === undefined) return null;
  return { partition, service, region, account, resource: parts.slice(5).join(':') };
}

function arnOf({ partition, service, region, account, resource }: ArnParts): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/** Null where the text is not an ARN, or the ARN has no account. */
export function accountOfArn(arn: string): string | null {
  return partsOf(arn)?.account || null;
}

/** Null where the text is not an ARN. */
export function partitionOfArn(arn: string): string | null {
  return partsOf(arn)?.partition || null;
}

/** Null where the text is not an ARN, or the ARN has no Region. */
export function regionOfArn(arn: string): string | null {
  return partsOf(arn)?.region || null;
}

/** The ARN of what has the same name in another Region. A text that is not an ARN stays as it is. */
export function arnInRegion(arn: string, region: string): string {
  const parts = partsOf(arn);
  return parts === null ? arn : arnOf({ ...parts, region });
}

/** The ARN of what has the same name in another partition. A text that is not an ARN stays as it is. */
export function arnInPartition(arn: string, partition: string): string {
  const parts = partsOf(arn);
  return parts === null ? arn : arnOf({ ...parts, partition });
}

// ---- S3 -----------------------------------------------------------------------------------------------------------

export interface BucketName {
  readonly partition: string;
  readonly name: string;
}

/** Without a partition, the name is a whole ARN that is not known. */
export function bucketArn({ partition, name }: BucketName): string {
  if (partition === '') return name;
  return arnOf({ partition, service: 's3', region: '', account: '', resource: name });
}

/** All objects of a bucket, or those whose key begins with the prefix: `arn:aws:s3:::orders/*`. */
export function objectsArn(bucket: BucketName, prefix = ''): string {
  return `${bucketArn(bucket)}/${prefix}*`;
}

/** An S3 ARN without Region and account; `key`: what stands behind the first slash, null = the bucket itself is named. */
export function bucketOfArn(arn: string): (BucketName & { readonly key: string | null }) | null {
  const parts = partsOf(arn);
  if (parts === null || parts.service !== 's3' || parts.region !== '' || parts.account !== '') return null;
  const { partition, resource } = parts;
  const slash = resource.indexOf('/');
  if (slash < 0) return { partition, name: resource, key: null };
  return { partition, name: resource.slice(0, slash), key: resource.slice(slash + 1) };
}

// ---- KMS ----------------------------------------------------------------------------------------------------------

/** Where a key is; null = anywhere. */
export interface KeyPlace {
  readonly partition: string;
  readonly region: string | null;
  readonly account: string | null;
}

/** `resource`: `key/ID`, `alias/NAME`, or `key/*` for every key of the place. */
export function kmsArn({ partition, region, account }: KeyPlace, resource: string): string {
  return arnOf({ partition, service: 'kms', region: region ?? '*', account: account ?? '*', resource });
}

export function keyArn(place: KeyPlace, id: string): string {
  return kmsArn(place, `key/${id}`);
}

/** A pattern that the ARN of every key of the place matches. */
export function everyKeyArn(place: KeyPlace): string {
  return keyArn(place, '*');
}

/** Null where the ARN does not name a key by its id. */
export function keyIdOfArn(arn: string): string | null {
  const parts = partsOf(arn);
  return parts?.service === 'kms' && parts.resource.startsWith('key/') ? parts.resource.slice('key/'.length) : null;
}

// ---- IAM ----------------------------------------------------------------------------------------------------------

/** `name`: with its path, where it has one. */
export function roleArn(partition: string, account: string, name: string): string {
  return arnOf({ partition, service: 'iam', region: '', account, resource: `role/${name}` });
}

/** @param name with its path, without a slash in front */
export function policyArn(partition: string, account: string, name: string): string {
  return arnOf({ partition, service: 'iam', region: '', account, resource: `policy/${name}` });
}

/** The account itself, as a principal of policies. */
export function rootArn(partition: string, account: string): string {
  return arnOf({ partition, service: 'iam', region: '', account, resource: 'root' });
}

const roleResource = /^role\/(?:[\x21-\x7e]{1,510}\/)?[\w+=,.@-]{1,64}$/u;

/** Whether a text is, or will be, the ARN of one IAM role: S3 stores whatever it is given. */
export function isRoleArn(text: string): boolean {
  return couldBe(text, isArnOfRole);
}

function isArnOfRole(text: string): boolean {
  const parts = partsOf(text);
  return (
    parts !== null &&
    parts.service === 'iam' &&
    parts.region === '' &&
    /^aws[a-z-]*$/u.test(parts.partition) &&
    isAccountId(parts.account) &&
    roleResource.test(parts.resource) &&
    arnsIn(text) === 1
  );
}

/** How many ARNs a text holds, one after the other: `arn:…,arn:…`. A path may hold a comma, and hardly another ARN. */
export function arnsIn(text: string): number {
  return text.match(/(?:^|[,;\s])arn:/gu)?.length ?? 0;
}
