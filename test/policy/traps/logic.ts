import { A, allow, assumeRole, ask, askKms, boundaryWithoutS3, bucketAllow, bucketDeny, deny, dst, fullAccess, role, rootOf, session, src, trust, type Trap } from './trap.js';

const perimeter = (organization: string, more: Record<string, unknown> = {}) => ({ StringNotEqualsIfExists: { 'aws:PrincipalOrgID': organization }, ...more });
const exceptServices = { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } };
const publicRead = (condition?: Record<string, unknown>) =>
  bucketAllow({ Principal: '*', Action: 's3:GetObject', Resource: `${dst}/*`, ...(condition === undefined ? {} : { Condition: condition }) });

/** Decision logic. */
export const logicTraps: readonly Trap[] = [
  { id: '70', name: 'bucket policy alone, same account', identity: null, bucketPolicy: [bucketAllow()], expect: 'ALLOW', why: 'the bucket policy alone suffices', basis: 'D' },
  { id: '71', name: 'the same with a boundary', identity: null, bucketPolicy: [bucketAllow()], boundary: boundaryWithoutS3, expect: 'DENY-I', why: 'a grant to the role ARN is limited by the boundary', basis: 'D' },
  { id: '72', name: 'session grant with a boundary', identity: null, bucketPolicy: [bucketAllow({ Principal: { AWS: session } })], boundary: boundaryWithoutS3, expect: 'ALLOW', why: 'a grant to the session is not', basis: 'D' },
  { id: '73', name: 'account grant without identity policy', identity: null, bucketPolicy: [bucketAllow({ Principal: { AWS: rootOf(A) } })], expect: 'DENY-I', why: 'the account only delegates', basis: 'D' },
  { id: '74', name: 'anyone with PrincipalArn and a boundary', identity: null, bucketPolicy: [bucketAllow({ Principal: '*', Condition: { ArnEquals: { 'aws:PrincipalArn': role } } })], boundary: boundaryWithoutS3, expect: 'ALLOW', why: 'not limited by the boundary', basis: 'D' },
  { id: '75', name: 'session grant and a boundary that denies', identity: null, bucketPolicy: [bucketAllow({ Principal: { AWS: session } })], boundary: [...fullAccess, deny({ Action: 's3:*' })], expect: 'DENY-E', why: 'an explicit deny beats the bypass', basis: 'D' },
  { id: '76', name: 'cross-account without identity policy', cross: true, identity: null, bucketPolicy: [bucketAllow()], expect: 'DENY-I', why: 'both sides are needed', basis: 'D' },
  { id: '77', name: 'cross-account session grant and a boundary', cross: true, bucketPolicy: [bucketAllow({ Principal: { AWS: session } })], boundary: boundaryWithoutS3, expect: 'DENY-I', why: 'the bypass is for the same account only', basis: 'D' },
  { id: '78', name: 'cross-account grant to the account', cross: true, bucketPolicy: [bucketAllow({ Principal: { AWS: rootOf(A) } })], expect: 'ALLOW', why: 'delegation works', basis: 'D' },
  { id: '79', name: 'cross-account grant to the account id', cross: true, bucketPolicy: [bucketAllow({ Principal: { AWS: A } })], expect: 'ALLOW', why: 'the short form is equal', basis: 'D' },
  { id: '80', name: 'role ARN without its path', cross: true, bucketPolicy: [bucketAllow({ Principal: { AWS: `arn:aws:iam::${A}:role/repl` } })], expect: 'DENY-I', why: 'another ARN', basis: 'I' },
  { id: '81', name: 'partial wildcard in a principal', cross: true, bucketPolicy: [bucketAllow({ Principal: { AWS: `arn:aws:iam::${A}:role/*` } })], expect: 'DENY-I', flagged: true, why: 'matches nobody', basis: 'D' },
  { id: '82', name: 'id of a deleted role', cross: true, bucketPolicy: [bucketAllow({ Principal: { AWS: 'AROAOLDIDOLDIDOLDID' } })], expect: 'DENY-I', why: 'the role was created anew', basis: 'D' },
  { id: '83', name: 'NotPrincipal and a boundary', bucketPolicy: [{ Effect: 'Deny', NotPrincipal: { AWS: [role, session, rootOf(A)] }, Action: 's3:*', Resource: [dst, `${dst}/*`] }], boundary: fullAccess, expect: 'DENY-E', why: 'NotPrincipal always denies principals with a boundary', basis: 'D' },
  { id: '84', name: 'NotPrincipal with the role only', bucketPolicy: [{ Effect: 'Deny', NotPrincipal: { AWS: [role] }, Action: 's3:*', Resource: [dst, `${dst}/*`] }], expect: 'UNKNOWN', flagged: true, why: 'AWS says that it might deny', basis: 'D' },
  { id: '85', name: 'Deny for another session', bucketPolicy: [bucketDeny({ Principal: { AWS: `arn:aws:sts::${A}:assumed-role/repl/other` } })], expect: 'ALLOW', why: 'another session', basis: 'D' },
  { id: '86', name: 'Deny for the account', bucketPolicy: [bucketDeny({ Principal: { AWS: rootOf(A) } })], expect: 'DENY-E', why: 'covers all principals of the account', basis: 'I/O' },
  { id: '87', name: 'identity policy alone', expect: 'ALLOW', why: 'no bucket policy is needed', basis: 'D' },
  { id: '88', name: 'SCP of the destination account', cross: true, bucketPolicy: [bucketAllow()], expect: 'ALLOW', why: 'an SCP binds the principals of its own account', basis: 'D' },
  { id: '89', name: 'SCP level without S3', organization: 'o-A', scp: [[fullAccess], [[allow({ Action: 'ec2:*' })]], [fullAccess]], expect: 'DENY-I', why: 'every level must allow', basis: 'D' },
  { id: '90', name: 'two SCPs on one level', organization: 'o-A', scp: [[fullAccess], [[allow({ Action: 's3:*' })], [allow({ Action: 'kms:*' })]], [fullAccess]], expect: 'ALLOW', why: 'union within a level', basis: 'D' },
  { id: '91', name: 'conditional Allow in an SCP', organization: 'o-A', scp: [[fullAccess], [[allow({ Action: 's3:*', Condition: { ArnEquals: { 'aws:PrincipalArn': role } } })]]], expect: 'ALLOW', why: 'SCPs take the full language since 2025', basis: 'D' },
  { id: '92', name: 'management account', organization: 'o-A', expect: 'ALLOW', why: 'SCPs do not bind it', basis: 'D' },
  { id: '93', name: 'SCP at the root denies', organization: 'o-A', scp: [[fullAccess, [deny({ Action: 's3:*' })]], [fullAccess]], expect: 'DENY-E', why: 'a delegated administrator is not exempt', basis: 'D' },
  { id: '94', name: 'RCP perimeter of the destination', cross: true, organization: 'o-A', bucketPolicy: [bucketAllow()], rcp: [deny({ Principal: '*', Action: 's3:*', Condition: perimeter('o-B') })], expect: 'DENY-E', why: 'an RCP binds callers from outside', basis: 'D' },
  { id: '95', name: 'RCP perimeter on AssumeRole', organization: 'o-A', ask: assumeRole, trustPolicy: [trust()], rcp: [deny({ Principal: '*', Action: 'sts:AssumeRole', Condition: perimeter('o-A') })], expect: 'DENY-E', why: 'a service principal has no organization', basis: 'D/I' },
  { id: '96', name: 'the same with a service carve-out', organization: 'o-A', ask: assumeRole, trustPolicy: [trust()], rcp: [deny({ Principal: '*', Action: 'sts:AssumeRole', Condition: perimeter('o-A', exceptServices) })], expect: 'ALLOW', why: 'the carve-out works for service principals', basis: 'D' },
  { id: '97', name: 'RCP perimeter with a service carve-out', cross: true, organization: 'o-A', bucketPolicy: [bucketAllow()], rcp: [deny({ Principal: '*', Action: 's3:*', Condition: perimeter('o-B', exceptServices) })], expect: 'DENY-E', why: 'the carve-out does not cover service roles', basis: 'D' },
  { id: '98', name: 'RCP and an AWS managed key', organization: 'o-A', ask: askKms('kms:Decrypt'), awsManagedKey: true, rcp: [deny({ Principal: '*', Action: 'kms:*' })], expect: 'ALLOW', why: 'AWS managed keys are exempt', basis: 'D' },
  { id: '99', name: 'trust with SourceAccount', ask: assumeRole, trustPolicy: [trust({ Condition: { StringEquals: { 'aws:SourceAccount': A } } })], expect: 'UNKNOWN', why: 'nobody documents that S3 sends the key', basis: 'U' },
  { id: '100', name: 'trust for the account only', ask: assumeRole, trustPolicy: [trust({ Principal: { AWS: rootOf(A) } })], expect: 'DENY-I', why: 'the service is not trusted', basis: 'D' },
  { id: '101', name: 'trust with ExternalId', ask: assumeRole, trustPolicy: [trust({ Condition: { StringEquals: { 'sts:ExternalId': 'x' } } })], expect: 'DENY-I', why: 'the key is absent', basis: 'I' },
  { id: '102', name: 'trust for batch operations only', ask: assumeRole, trustPolicy: [trust({ Principal: { Service: 'batchoperations.s3.amazonaws.com' } })], expect: 'DENY-I', why: 'another principal', basis: 'D' },
  { id: '103', name: 'public statement under RestrictPublicBuckets', cross: true, bucketPolicy: [bucketAllow(), publicRead()], restrictPublicBuckets: true, expect: 'DENY-BPA', why: 'the policy is public: all cross-account grants are off', basis: 'D' },
  { id: '104', name: 'public statement within the organization', cross: true, bucketPolicy: [bucketAllow(), publicRead({ StringEquals: { 'aws:PrincipalOrgID': 'o-A' } })], restrictPublicBuckets: true, expect: 'ALLOW', why: 'not public', basis: 'D' },
  { id: '105', name: 'public statement from half the internet', cross: true, bucketPolicy: [bucketAllow(), publicRead({ IpAddress: { 'aws:SourceIp': '0.0.0.0/1' } })], restrictPublicBuckets: true, expect: 'DENY-BPA', why: 'broader than /8 is public', basis: 'D' },
  { id: '106', name: 'public statement, same account', bucketPolicy: [bucketAllow(), publicRead()], restrictPublicBuckets: true, expect: 'ALLOW', why: 'the owner’s account is not restricted', basis: 'D' },
  { id: '107', name: 'public statement, account setting unreadable', cross: true, bucketPolicy: [bucketAllow(), publicRead()], restrictPublicBuckets: 'unreadable', expect: 'UNKNOWN', why: 'the strictest level is not known', basis: 'I' },
  { id: '108', name: 'object of a third account', objectOwner: 'other-account', ask: ask('s3:GetObjectVersionForReplication', `${src}/k`), expect: 'DENY-I', why: 'its ACL grants nothing', basis: 'D' },
  { id: '109', name: 'the same with ownership enforced', ask: ask('s3:GetObjectVersionForReplication', `${src}/k`), expect: 'ALLOW', why: 'ACLs and the writer’s ownership are void', basis: 'D' },
];

