/**
 * A stand-in for AWS on the loopback interface, in a process of its own: 1 000 buckets of which 200 replicate to 20 destinations, 50
 * keys, 20 roles, unless told otherwise. Every answer takes 40 ms. Tells its port to its parent, and on request what was called.
 */
import { createServer } from 'node:http';

const latency = 40;
const account = '111122223333';
const [buckets, sources, destinations, keys, roles] = JSON.parse(process.env.ACCOUNT_SIZES ?? '[1000,200,20,50,20]');
const region = 'us-east-1';

function bucketName(index) {
  return `bucket-${String(index).padStart(4, '0')}`;
}
function keyArn(index) {
  return `arn:aws:kms:${region}:${account}:key/00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
}
function roleArn(index) {
  return `arn:aws:iam::${account}:role/replication-${index}`;
}

function xml(body) {
  return { type: 'application/xml', status: 200, body };
}
function missing(code) {
  return {
    type: 'application/xml',
    status: 404,
    body: `<Error><Code>${code}</Code><Message>none</Message></Error>`,
  };
}
function json(value, status = 200) {
  return { type: 'application/x-amz-json-1.1', status, body: JSON.stringify(value) };
}

function replication(index) {
  const destination = bucketName(sources + (index % destinations));
  return `<ReplicationConfiguration><Role>${roleArn(index % roles)}</Role><Rule><ID>all</ID><Priority>1</Priority><Status>Enabled</Status><Filter/><SourceSelectionCriteria><SseKmsEncryptedObjects><Status>Enabled</Status></SseKmsEncryptedObjects></SourceSelectionCriteria><DeleteMarkerReplication><Status>Disabled</Status></DeleteMarkerReplication><Destination><Bucket>arn:aws:s3:::${destination}</Bucket><EncryptionConfiguration><ReplicaKmsKeyID>${keyArn(index % destinations)}</ReplicaKmsKeyID></EncryptionConfiguration></Destination></Rule></ReplicationConfiguration>`;
}

function encryption(index) {
  return `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>${keyArn(
    index < sources ? destinations + (index % (keys - destinations)) : index % destinations,
  )}</KMSMasterKeyID></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>`;
}

function list() {
  return `<ListAllMyBucketsResult><Buckets>${Array.from({ length: buckets }, (_, index) => `<Bucket><Name>${bucketName(index)}</Name><BucketRegion>${region}</BucketRegion></Bucket>`).join('')}</Buckets></ListAllMyBucketsResult>`;
}

function s3(url) {
  const name = url.pathname.split('/')[1] ?? '';
  if (name === '') return ['ListBuckets', xml(list())];
  const index = Number(name.slice('bucket-'.length));
  const answers = {
    replication: [
      'GetBucketReplication',
      index < sources ? xml(replication(index)) : missing('ReplicationConfigurationNotFoundError'),
    ],
    versioning: [
      'GetBucketVersioning',
      xml('<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>'),
    ],
    encryption: ['GetBucketEncryption', xml(encryption(index))],
    policy: ['GetBucketPolicy', missing('NoSuchBucketPolicy')],
    'object-lock': ['GetObjectLockConfiguration', missing('ObjectLockConfigurationNotFoundError')],
    ownershipControls: ['GetBucketOwnershipControls', missing('OwnershipControlsNotFoundError')],
    publicAccessBlock: ['GetPublicAccessBlock', missing('NoSuchPublicAccessBlockConfiguration')],
    lifecycle: ['GetBucketLifecycleConfiguration', missing('NoSuchLifecycleConfiguration')],
    requestPayment: [
      'GetBucketRequestPayment',
      xml('<RequestPaymentConfiguration><Payer>BucketOwner</Payer></RequestPaymentConfiguration>'),
    ],
  };
  const [operation, reply] = answers[[...url.searchParams.keys()].find((key) => key in answers)] ?? [
    'unknown',
    missing('NoSuchKey'),
  ];
  return [`${operation} ${name}`, reply];
}

const trust = encodeURIComponent(
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
);
const inline = encodeURIComponent(
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:*', 'kms:*'], Resource: '*' }] }),
);
function roleDetail(index) {
  return `<Arn>${roleArn(index)}</Arn><RoleName>replication-${index}</RoleName><RoleId>AROA${String(index).padStart(16, '0')}</RoleId><Path>/</Path><CreateDate>2026-01-01T00:00:00Z</CreateDate><AssumeRolePolicyDocument>${trust}</AssumeRolePolicyDocument>`;
}

function form(body) {
  const fields = new URLSearchParams(body);
  const operation = fields.get('Action');
  const role = fields.get('RoleName') ?? '';
  const result = (content) =>
    xml(`<${operation}Response><${operation}Result>${content}</${operation}Result></${operation}Response>`);
  const replies = {
    GetCallerIdentity: () => result(`<Account>${account}</Account><Arn>arn:aws:iam::${account}:user/bench</Arn>`),
    GetRole: () => result(`<Role>${roleDetail(Number(role.slice('replication-'.length)))}</Role>`),
    GetAccountAuthorizationDetails: () =>
      result(
        `<IsTruncated>false</IsTruncated><RoleDetailList>${Array.from({ length: roles }, (_, index) => `<member>${roleDetail(index)}<RolePolicyList><member><PolicyName>all</PolicyName><PolicyDocument>${inline}</PolicyDocument></member></RolePolicyList><AttachedManagedPolicies/></member>`).join('')}</RoleDetailList><Policies/>`,
      ),
  };
  return [`${operation} ${role}`, (replies[operation] ?? (() => missing('NoSuchEntity')))()];
}

function targeted(target, body) {
  const operation = target.split('.')[1];
  const { KeyId = '', PolicyName = '', Marker = '' } = JSON.parse(body || '{}');
  const replies = {
    DescribeKey: () =>
      json({
        KeyMetadata: {
          Arn: KeyId,
          KeyId: KeyId.split('/')[1],
          KeyState: 'Enabled',
          Enabled: true,
          KeyManager: 'CUSTOMER',
        },
      }),
    GetKeyPolicy: () =>
      PolicyName === 'default'
        ? json({ Policy: '{"Version":"2012-10-17","Statement":[]}', PolicyName })
        : json({ __type: 'NotFoundException', message: 'none' }, 400),
    ListGrants: () => json({ Grants: [], Truncated: false }),
    ListAliases: () => json({ Aliases: [], Truncated: false }),
    DescribeOrganization: () => json({ __type: 'AWSOrganizationsNotInUseException', Message: 'none' }, 400),
  };
  return [`${operation} ${KeyId}${PolicyName}${Marker}`, (replies[operation] ?? (() => json({}, 400)))()];
}

function replyTo({ method, url, headers }, body) {
  if (headers['x-amz-target'] !== undefined) return targeted(headers['x-amz-target'], body);
  if (method === 'POST') return form(body);
  if (url.startsWith('/v20180820/jobs')) return ['ListJobs', xml('<ListJobsResult><Jobs/></ListJobsResult>')];
  if (url.startsWith('/v20180820/'))
    return ['account GetPublicAccessBlock', missing('NoSuchPublicAccessBlockConfiguration')];
  return s3(new URL(url, 'http://localhost'));
}

const seen = [];

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    const [name, { status, type, body: answer }] = replyTo(request, body);
    seen.push(name);
    setTimeout(() => {
      response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(answer) });
      response.end(answer);
    }, latency);
  });
});
server.keepAliveTimeout = 60_000;
// Serves as a child process only; `bench/run.mjs` looks into every file of this folder.
if (process.send !== undefined) server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('message', () => {
  process.send({ calls: seen.length, repeated: seen.length - new Set(seen).size });
  seen.length = 0;
});
process.on('disconnect', () => process.exit());
