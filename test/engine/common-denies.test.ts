/**
 * Denies that people put into policies, one condition a line, and what they do to replication in each kind of policy. A Deny of
 * the same condition can stop one leg and spare another: S3's requests are made by the role's session, those to KMS perhaps in a
 * forward access session, and the role is taken by the service itself.
 */
import { describe, expect, test } from '@jest/globals';
import { buildEstate, type Snapshot, type Setting } from '../../scripts/fixtures/estate.mjs';
import { auditOf } from '../audit-of.js';

type Verdict = 'replicates' | 'fails' | 'unknown';
type Statement = Readonly<Record<string, unknown>>;

function deny(Action: string | string[], Condition: unknown, more: Statement = {}): Statement {
  return {
    Sid: 'Guard',
    Effect: 'Deny',
    Action,
    Resource: '*',
    Condition,
    ...more,
  };
}
const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
function text(...Statement: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
function level(target: string, ...documents: readonly string[]): unknown {
  return {
    target,
    policies: documents.map((Content, index) => ({ Name: `policy-${index}`, Content })),
  };
}

/** Adds the statement to one kind of policy. The two accounts are members of one organization. */
const places = {
  bucket: (snapshot: Snapshot, { destination }: Setting, condition: unknown) => {
    const answer = snapshot.accounts[1].buckets[0].GetBucketPolicy;
    const policy = JSON.parse(answer.Policy);
    const Resource = [`arn:aws:s3:::${destination}`, `arn:aws:s3:::${destination}/*`];
    policy.Statement.push(deny('s3:*', condition, { Principal: '*', Resource }));
    answer.Policy = JSON.stringify(policy);
  },
  boundary: (snapshot: Snapshot, _setting: Setting, condition: unknown) => {
    const Arn = 'arn:aws:iam::111122223333:policy/boundary';
    const Document = JSON.parse(text(everything, deny('s3:*', condition)));
    snapshot.accounts[0].roles[0].PermissionsBoundary = { PermissionsBoundaryArn: Arn };
    snapshot.accounts[0].policies = [
      {
        PolicyName: 'boundary',
        Arn,
        DefaultVersionId: 'v1',
        PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document }],
      },
    ];
  },
  serviceControl: (snapshot: Snapshot, _setting: Setting, condition: unknown) => {
    snapshot.accounts[0].organization.serviceControlPolicies = [
      level('111122223333', text(everything), text(deny('s3:*', condition))),
    ];
  },
  resourceControl: (snapshot: Snapshot, _setting: Setting, condition: unknown) => {
    snapshot.accounts[1].organization.resourceControlPolicies = [
      level('444455556666', text(deny('s3:*', condition, { Principal: '*' }))),
    ];
  },
  /** An RCP of the role's account, on taking the role. */
  trust: (snapshot: Snapshot, _setting: Setting, condition: unknown) => {
    snapshot.accounts[0].organization.resourceControlPolicies = [
      level('111122223333', text(deny('sts:AssumeRole', condition, { Principal: '*' }))),
    ];
  },
  key: (snapshot: Snapshot, _setting: Setting, condition: unknown) => {
    const answer = snapshot.accounts[1].keys[0].GetKeyPolicy;
    const policy = JSON.parse(answer.Policy);
    policy.Statement.push(deny('kms:*', condition, { Principal: '*' }));
    snapshot.accounts[1].keys[0].ListResourceTags = { Tags: [] };
    answer.Policy = JSON.stringify(policy);
  },
} as const;

function verdictIn(place: keyof typeof places, condition: unknown): string | undefined {
  const { snapshot, setting } = buildEstate({ crossAccount: true, kms: place === 'key' });
  places[place](snapshot, setting, JSON.parse(JSON.stringify(condition).replaceAll('<role>', setting.role)));
  snapshot.accounts[0].roles[0].RoleId = 'AROAEXAMPLEROLEID';
  return auditOf(snapshot).replication[0]?.verdict;
}

const corporate = { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
function everywhere(verdict: Verdict): readonly Verdict[] {
  return [verdict, verdict, verdict, verdict, verdict, verdict];
}
function but(verdict: Verdict, trust: Verdict, key: Verdict): readonly Verdict[] {
  return [verdict, verdict, verdict, verdict, trust, key];
}

/** Condition, and the verdict with the Deny in the bucket policy, boundary, SCP, RCP, on taking the role, in the key policy. */
const rows: readonly (readonly [string, unknown, readonly Verdict[]])[] = [
  ['plain HTTP', { Bool: { 'aws:SecureTransport': 'false' } }, everywhere('replicates')],
  ['plain HTTP, or nothing said', { BoolIfExists: { 'aws:SecureTransport': 'false' } }, everywhere('unknown')],
  ['old TLS', { NumericLessThan: { 's3:TlsVersion': '1.2' } }, everywhere('replicates')],
  // KMS and STS requests have no such key at all: IfExists is then true.
  [
    'old TLS, or nothing said',
    { NumericLessThanIfExists: { 's3:TlsVersion': '1.2' } },
    but('unknown', 'fails', 'fails'),
  ],
  ['another network', corporate, everywhere('fails')],
  [
    'another network than ours and one of S3’s',
    { NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '52.216.0.0/15'] } },
    everywhere('unknown'),
  ],
  ['private networks', { NotIpAddress: { 'aws:SourceIp': ['10.0.0.0/8', 'fd00::/8'] } }, everywhere('fails')],
  ['another VPC', { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } }, everywhere('fails')],
  ['another VPC endpoint', { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }, everywhere('fails')],
  ['another endpoint’s account', { StringNotEquals: { 'aws:VpceAccount': '111122223333' } }, everywhere('fails')],
  ['another endpoint’s organization', { StringNotEquals: { 'aws:VpceOrgID': 'o-exampleorg1' } }, everywhere('fails')],
  ['no VPC endpoint', { Null: { 'aws:SourceVpce': 'true' } }, everywhere('unknown')],
  [
    'another network, services that act for somebody excepted',
    { ...corporate, BoolIfExists: { 'aws:ViaAWSService': 'false' } },
    but('fails', 'fails', 'unknown'),
  ],
  [
    'another network, services excepted',
    { ...corporate, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
    but('fails', 'replicates', 'fails'),
  ],
  [
    'another network, principals of type Service excepted',
    { ...corporate, StringNotEquals: { 'aws:PrincipalType': 'Service' } },
    but('fails', 'unknown', 'fails'),
  ],
  [
    'another organization than the role’s',
    { StringNotEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } },
    but('replicates', 'fails', 'replicates'),
  ],
  ['a foreign organization', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-foreign' } }, everywhere('fails')],
  [
    'other accounts than the role’s',
    { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } },
    but('replicates', 'unknown', 'replicates'),
  ],
  [
    'all but the role',
    { ArnNotLike: { 'aws:PrincipalArn': ['<role>', 'arn:aws:iam::*:role/admin'] } },
    but('replicates', 'unknown', 'replicates'),
  ],
  [
    'all but another role',
    { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/admin' } },
    but('fails', 'unknown', 'fails'),
  ],
  [
    'all but sessions of the role',
    { StringNotLike: { 'aws:userId': ['AROAEXAMPLEROLEID:*', '111122223333'] } },
    but('replicates', 'unknown', 'replicates'),
  ],
  [
    'all but sessions of another role',
    { StringNotLike: { 'aws:userId': 'AROAOTHER:*' } },
    but('fails', 'unknown', 'fails'),
  ],
  ['no MFA, or nothing said', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }, everywhere('fails')],
  ['no MFA', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, but('unknown', 'replicates', 'unknown')],
  ['no age of MFA', { Null: { 'aws:MultiFactorAuthAge': 'true' } }, everywhere('fails')],
  [
    'another source account',
    { StringNotEquals: { 'aws:SourceAccount': '111122223333' } },
    but('fails', 'unknown', 'fails'),
  ],
  [
    'another source account, where there is one',
    { StringNotEquals: { 'aws:SourceAccount': '111122223333' }, Null: { 'aws:SourceAccount': 'false' } },
    everywhere('replicates'),
  ],
  [
    'services for another source organization',
    { StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-exampleorg1' }, Bool: { 'aws:PrincipalIsAWSService': 'true' } },
    but('replicates', 'unknown', 'replicates'),
  ],
  ['no KMS header', { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } }, everywhere('fails')],
  ['no ACL header', { StringNotEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }, everywhere('fails')],
  ['no storage class', { Null: { 's3:x-amz-storage-class': 'true' } }, everywhere('fails')],
  [
    'a public ACL header',
    { StringEquals: { 's3:x-amz-acl': ['public-read', 'public-read-write'] } },
    everywhere('replicates'),
  ],
  [
    'another bucket than one with the tag, without ABAC',
    { StringNotEquals: { 'aws:ResourceTag/data': 'shared' } },
    everywhere('fails'),
  ],
];

describe.each(Object.keys(places).map((place, index) => [place as keyof typeof places, index] as const))(
  'a Deny in %s',
  (place, index) => {
    test.each(rows.map(([name, condition, verdicts]) => [name, verdicts[index], condition] as const))(
      'of %s: %s',
      (_name, expected, condition) => {
        expect(verdictIn(place, condition)).toBe(expected);
      },
    );
  },
);
