import { A, adminOnly, allow, askKms, B, dst, grant, keyAllow, keyDeny, keyOf, role, rootOf, src, type StatementJson, type Trap } from './trap.js';

const decrypt = askKms('kms:Decrypt');
const encrypt = askKms('kms:Encrypt', `${dst}/k`);
const identityKms = (action: string, resource = keyOf(A)): readonly StatementJson[] => [allow({ Action: action, Resource: resource })];
const identityIf = (action: string, condition: StatementJson): readonly StatementJson[] => [allow({ Action: action, Condition: condition })];
const objectContext = { StringLike: { 'kms:EncryptionContext:aws:s3:arn': `${src}/*` } };

/** KMS. */
export const kmsTraps: readonly Trap[] = [
  { id: '110', name: 'delegation', ask: decrypt, identity: identityKms('kms:Decrypt'), expect: 'ALLOW', why: 'the default key policy delegates to IAM', basis: 'D' },
  { id: '111', name: 'no delegation', ask: decrypt, identity: identityKms('kms:Decrypt'), keyPolicy: adminOnly, expect: 'DENY-I', why: 'identity policies are not enabled', basis: 'D' },
  { id: '112', name: 'key policy grants the role', ask: decrypt, identity: null, keyPolicy: [keyAllow()], expect: 'ALLOW', why: 'a direct grant', basis: 'D/I' },
  { id: '113', name: 'the same with a boundary', ask: decrypt, identity: null, keyPolicy: [keyAllow()], boundary: [allow({ Action: 's3:*' })], expect: 'DENY-I', why: 'a grant to the role ARN is limited', basis: 'D/I' },
  { id: '114', name: 'delegation of Describe only', ask: decrypt, identity: identityKms('kms:Decrypt'), keyPolicy: [keyAllow({ Principal: { AWS: rootOf(A) }, Action: 'kms:Describe*' })], expect: 'DENY-I', why: 'only the listed actions are delegated', basis: 'D' },
  { id: '115', name: 'delegation under a condition', ask: decrypt, identity: identityKms('kms:Decrypt'), keyPolicy: [keyAllow({ Principal: { AWS: rootOf(A) }, Action: 'kms:*', Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } } })], expect: 'DENY-I', why: 'the condition carries over', basis: 'I' },
  { id: '116', name: 'foreign key with default policy', ask: encrypt, cross: true, identity: identityKms('kms:Encrypt', keyOf(B)), expect: 'DENY-I', why: 'delegates to the wrong account', basis: 'D' },
  { id: '117', name: 'foreign key delegates to the caller’s account', ask: encrypt, cross: true, identity: identityKms('kms:Encrypt', keyOf(B)), keyPolicy: [keyAllow({ Principal: { AWS: rootOf(A) }, Action: 'kms:Encrypt' })], expect: 'ALLOW', why: 'both sides allow', basis: 'D' },
  { id: '118', name: 'foreign key, no identity policy', ask: encrypt, cross: true, identity: null, keyPolicy: [keyAllow({ Action: 'kms:Encrypt' })], expect: 'DENY-I', why: 'an identity policy is needed across accounts', basis: 'D' },
  { id: '119', name: 'foreign AWS managed key', ask: encrypt, cross: true, awsManagedKey: true, expect: 'DENY-I', why: 'its policy admits only callers of its own account', basis: 'D/I' },
  { id: '119b', name: 'own AWS managed key for a foreign bucket', ask: encrypt, awsManagedKey: true, expect: 'ALLOW', why: 'the write may succeed; the destination account can never read the replica', basis: 'D' },
  { id: '120', name: 'alias ARN as resource', ask: encrypt, identity: identityKms('kms:Encrypt', `arn:aws:kms:us-east-1:${A}:alias/x`), expect: 'DENY-I', why: 'the alias is another resource', basis: 'D' },
  { id: '121', name: 'bare key id as resource', ask: encrypt, identity: identityKms('kms:Encrypt', 'k1'), expect: 'DENY-I', flagged: true, why: 'not an ARN', basis: 'D' },
  { id: '122', name: 'multi-Region key, other Region', ask: encrypt, keyRegion: 'us-west-2', keyId: 'mrk-1', identity: identityKms('kms:Encrypt', keyOf(A, 'us-east-1', 'mrk-1')), expect: 'DENY-I', why: 'the Region is part of the ARN', basis: 'D' },
  { id: '123', name: 'multi-Region key, policies not shared', ask: encrypt, keyRegion: 'us-west-2', keyId: 'mrk-1', identity: null, expect: 'DENY-I', why: 'the replica key has its own, default policy', basis: 'D' },
  { id: '124', name: 'object context, Bucket Key on', ask: decrypt, bucketKey: true, identity: identityIf('kms:Decrypt', objectContext), expect: 'DENY-I', why: 'the context is the bucket ARN', basis: 'D/O' },
  { id: '125', name: 'object context, Bucket Key off', ask: decrypt, identity: identityIf('kms:Decrypt', objectContext), expect: 'ALLOW', why: 'the context is the object ARN', basis: 'D' },
  { id: '126', name: 'star under StringEquals', ask: decrypt, identity: identityIf('kms:Decrypt', { StringEquals: { 'kms:EncryptionContext:aws:s3:arn': `${src}/*` } }), expect: 'DENY-I', why: 'the star is literal', basis: 'D' },
  { id: '127', name: 'context key misspelt', ask: decrypt, identity: identityIf('kms:Decrypt', { StringLike: { 'kms:EncryptionContext:arn:aws:arn': `${src}/*` } }), expect: 'DENY-I', why: 'no such context key', basis: 'D/I' },
  { id: '128', name: 'ViaService of the source Region', ask: encrypt, keyRegion: 'us-west-2', identity: identityIf('kms:Encrypt', { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } }), expect: 'DENY-I', why: 'the destination Region is expected', basis: 'D' },
  { id: '129', name: 'grant with subset constraint', ask: decrypt, bucketKey: true, identity: null, keyPolicy: adminOnly, grants: [grant({ encryptionContextSubset: { 'aws:s3:arn': src } })], expect: 'ALLOW', why: 'the grant matches', basis: 'D' },
  { id: '130', name: 'grant with equals constraint', ask: askKms('kms:Decrypt', `${src}/b`), identity: null, keyPolicy: adminOnly, grants: [grant({ encryptionContextEquals: { 'aws:s3:arn': `${src}/a` } })], expect: 'DENY-I', why: 'the context must be exact', basis: 'D' },
  { id: '131', name: 'grant against an explicit deny', ask: decrypt, identity: null, keyPolicyExtra: keyDeny({ Principal: { AWS: role }, Action: 'kms:Decrypt' }), grants: [grant()], expect: 'DENY-E', why: 'the deny wins', basis: 'D/I' },
  { id: '132', name: 'grants unreadable', ask: decrypt, identity: null, keyPolicy: adminOnly, grants: 'unreadable', expect: 'UNKNOWN', why: 'a grant might exist', basis: 'I' },
  { id: '134', name: 'CallerAccount of the key’s owner', ask: encrypt, cross: true, keyPolicy: [keyAllow({ Action: 'kms:Encrypt' }), keyDeny({ Condition: { StringNotEquals: { 'kms:CallerAccount': B } } })], expect: 'DENY-E', why: 'the caller is of account A', basis: 'D' },
  { id: '135', name: 'RequestAlias', ask: encrypt, identity: identityIf('kms:Encrypt', { StringEquals: { 'kms:RequestAlias': 'alias/x' } }), expect: 'UNKNOWN', why: 'how S3 names the key is not documented', basis: 'U' },
  { id: '136', name: 'ResourceAliases', ask: encrypt, identity: identityIf('kms:Encrypt', { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/x' } }), context: { 'kms:resourcealiases': { state: 'present', values: ['alias/x'] } }, expect: 'ALLOW', why: 'a property of the key', basis: 'D' },
  { id: '137', name: 'endpoint Deny in the key policy', ask: decrypt, keyPolicyExtra: keyDeny({ Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } }), expect: 'DENY-E', why: 'absent or foreign: both true', basis: 'D' },
  { id: '138', name: 'EncryptionContextKeys', ask: decrypt, identity: null, keyPolicy: [keyAllow({ Condition: { 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': 'aws:s3:arn' } } })], expect: 'ALLOW', why: 'the only key is listed', basis: 'D' },
  { id: '140', name: 'context condition on DescribeKey', ask: { leg: 'kms', action: 'kms:DescribeKey' }, identity: null, keyPolicy: [keyAllow({ Action: 'kms:DescribeKey', Condition: { StringEquals: { 'kms:EncryptionContext:aws:s3:arn': src } } })], expect: 'DENY-I', why: 'DescribeKey carries no context', basis: 'D' },
];
