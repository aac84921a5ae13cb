/** Reads requests off the wire: which operation of which service, about what, and the IAM action it needs. Knows nothing of the collector. */

export interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export type WireService = 's3' | 's3control' | 'iam' | 'sts' | 'kms' | 'organizations';

export interface WireCall {
  readonly service: WireService;
  readonly operation: string;
  /** Bucket, role, key …; with what else tells two calls apart. */
  readonly subject: string;
  readonly isWrite: boolean;
}

const bucketOperations: readonly (readonly [string, string])[] = [
  ['replication', 'BucketReplication'],
  ['versioning', 'BucketVersioning'],
  ['encryption', 'BucketEncryption'],
  ['policy', 'BucketPolicy'],
  ['ownershipControls', 'BucketOwnershipControls'],
  ['object-lock', 'ObjectLockConfiguration'],
  ['publicAccessBlock', 'PublicAccessBlock'],
  ['requestPayment', 'BucketRequestPayment'],
  ['notification', 'BucketNotificationConfiguration'],
  ['lifecycle', 'BucketLifecycleConfiguration'],
  ['abac', 'BucketAbac'],
  ['tagging', 'BucketTagging'],
];

function s3Call({ method, url }: WireRequest): WireCall {
  const parsed = new URL(url, 'http://localhost');
  const [bucket = '', ...rest] = parsed.pathname.slice(1).split('/');
  const key = rest.join('/');
  const isWrite = method !== 'GET' && method !== 'HEAD';
  const call = (operation: string, subject: string): WireCall => ({ service: 's3', operation, subject, isWrite });
  const query = parsed.searchParams;
  if (bucket === '') return call('ListBuckets', query.get('continuation-token') ?? '');
  if (key !== '') {
    const version = query.get('versionId') ?? '';
    return call(method === 'HEAD' ? 'HeadObject' : `${method} object`, `${bucket}/${key} ${version}`);
  }
  if (method === 'HEAD') return call('HeadBucket', bucket);
  if (query.has('versions')) return call('ListObjectVersions', bucket);
  const found = bucketOperations.find(([name]) => query.has(name));
  const verb = method === 'GET' ? 'Get' : method === 'PUT' ? 'Put' : method === 'DELETE' ? 'Delete' : method;
  return call(found === undefined ? `${verb}Bucket` : `${verb}${found[1]}`, bucket);
}

function jsonSubject(body: string): string {
  const { KeyId, TargetId, ChildId, PolicyId, PolicyName, Filter, Marker, NextToken } = JSON.parse(
    body === '' ? '{}' : body,
  ) as Record<string, string>;
  return [KeyId, TargetId, ChildId, PolicyId, PolicyName, Filter, Marker, NextToken]
    .filter((part) => part !== undefined)
    .join(' ');
}

function isReadName(operation: string): boolean {
  return /^(?:Get|List|Describe|Head)/.test(operation) || operation === 'AssumeRole';
}

/** The services that share endpoints are told apart as AWS does it: target header, form, path. */
export function wireCallOf(request: WireRequest): WireCall {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    const [prefix = '', operation = ''] = target.split('.');
    const service = prefix === 'TrentService' ? 'kms' : 'organizations';
    return { service, operation, subject: jsonSubject(request.body), isWrite: !isReadName(operation) };
  }
  const isForm = request.method === 'POST' && /^(?:Action=|.*&Action=)/.test(request.body);
  if (isForm) {
    const form = new URLSearchParams(request.body);
    const operation = form.get('Action') ?? '';
    const service = form.get('Version') === '2011-06-15' ? 'sts' : 'iam';
    const subject = ['RoleName', 'PolicyName', 'PolicyArn', 'RoleArn', 'Marker']
      .map((name) => form.get(name))
      .filter((part) => part !== null);
    return { service, operation, subject: subject.join(' '), isWrite: !isReadName(operation) };
  }
  if (request.url.startsWith('/v20180820/')) {
    const [, jobs, id] = /^\/v20180820\/(jobs)(?:\/([^/?]+))?/.exec(request.url) ?? [];
    if (jobs !== undefined)
      return {
        service: 's3control',
        operation: id === undefined ? 'ListJobs' : 'DescribeJob',
        subject: id ?? '',
        isWrite: request.method !== 'GET',
      };
    const verb = request.method === 'GET' ? 'Get' : 'Put';
    return {
      service: 's3control',
      operation: `${verb}PublicAccessBlock`,
      subject: '',
      isWrite: request.method !== 'GET',
    };
  }
  return s3Call(request);
}

/** From the service authorization reference; whatever is missing has the operation's own name. */
const oddActions = new Map([
  ['s3:ListBuckets', 's3:ListAllMyBuckets'],
  ['s3:HeadBucket', 's3:ListBucket'],
  ['s3:GetBucketReplication', 's3:GetReplicationConfiguration'],
  ['s3:GetBucketEncryption', 's3:GetEncryptionConfiguration'],
  ['s3:GetObjectLockConfiguration', 's3:GetBucketObjectLockConfiguration'],
  ['s3:GetPublicAccessBlock', 's3:GetBucketPublicAccessBlock'],
  ['s3:GetBucketNotificationConfiguration', 's3:GetBucketNotification'],
  ['s3:GetBucketLifecycleConfiguration', 's3:GetLifecycleConfiguration'],
  ['s3:ListObjectVersions', 's3:ListBucketVersions'],
  ['s3:HeadObject', 's3:GetObjectVersion'],
  ['s3control:GetPublicAccessBlock', 's3:GetAccountPublicAccessBlock'],
  ['s3control:ListJobs', 's3:ListJobs'],
  ['s3control:DescribeJob', 's3:DescribeJob'],
]);

export function wireActionOf({ service, operation }: WireCall): string {
  return oddActions.get(`${service}:${operation}`) ?? `${service}:${operation}`;
}
