/** Every form in which a resource policy can let somebody in, with every kind of action, in both kinds of document. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate, type Snapshot } from '../../../scripts/fixtures/estate.mjs';
import { auditOf } from '../../audit-of.js';

const source = '111122223333';
const owner = '444455556666';
const stranger = '777788889999';
const role = `arn:aws:iam::${source}:role/orders-replication`;

interface Form {
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Condition?: unknown;
}

type Answer = 'error' | 'warning' | 'note' | 'silent';
type Row = readonly [name: string, form: Form, bucket: Answer, key: Answer];

function tied(operator: string, key: string, value: unknown): Form {
  return { Principal: '*', Condition: { [operator]: { [key]: value } } };
}
function aws(AWS: unknown): Form {
  return { Principal: { AWS } };
}

/** Form, what is said of a bucket policy that lets it delete, and of a key policy that lets it decrypt. */
const forms: readonly Row[] = [
  ['anyone', { Principal: '*' }, 'error', 'error'],
  ['anyone, as AWS', aws('*'), 'error', 'error'],
  ['anyone but one', { NotPrincipal: { AWS: `arn:aws:iam::${stranger}:root` } }, 'error', 'error'],
  ['anyone over TLS', tied('Bool', 'aws:SecureTransport', 'true'), 'error', 'error'],
  [
    'anyone, with an organization if there is one',
    tied('StringEqualsIfExists', 'aws:PrincipalOrgID', 'o-exampleorg1'),
    'error',
    'error',
  ],
  ['anyone of all organizations', tied('StringLike', 'aws:PrincipalOrgID', '*'), 'error', 'error'],
  ['anyone but an organization', tied('StringNotEquals', 'aws:PrincipalOrgID', 'o-exampleorg1'), 'error', 'error'],
  ['an organization', tied('StringEquals', 'aws:PrincipalOrgID', 'o-exampleorg1'), 'warning', 'warning'],
  [
    'an organization, as AWS',
    { ...aws('*'), Condition: { StringEquals: { 'aws:PrincipalOrgID': ['o-exampleorg1'] } } },
    'warning',
    'warning',
  ],
  [
    'an organizational unit',
    tied('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-exampleorg1/r-abcd/ou-abcd-11111111/*'),
    'warning',
    'warning',
  ],
  [
    'roles of every account by a pattern',
    tied('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/orders-*'),
    'error',
    'error',
  ],
  [
    'roles of one account by a pattern',
    tied('ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${source}:role/*`),
    'warning',
    'warning',
  ],
  [
    'another role by its ARN',
    tied('ArnEquals', 'aws:PrincipalArn', `arn:aws:iam::${source}:role/other`),
    'warning',
    'warning',
  ],
  ['the replication role by its ARN', tied('ArnEquals', 'aws:PrincipalArn', role), 'silent', 'silent'],
  [
    'the replication role by its ARN, of the organization',
    {
      Principal: '*',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1', 'aws:PrincipalArn': role } },
    },
    'silent',
    'silent',
  ],
  ['the account of the role by a condition', tied('StringEquals', 'aws:PrincipalAccount', source), 'note', 'warning'],
  ['a foreign account by a condition', tied('StringEquals', 'aws:PrincipalAccount', stranger), 'warning', 'warning'],
  ['the root of the role’s account', aws(`arn:aws:iam::${source}:root`), 'note', 'warning'],
  ['the id of the role’s account', aws(source), 'note', 'warning'],
  ['the root of a foreign account', aws(`arn:aws:iam::${stranger}:root`), 'warning', 'warning'],
  [
    'the root of the role’s account, for the role only',
    { ...aws(`arn:aws:iam::${source}:root`), Condition: { ArnEquals: { 'aws:PrincipalArn': role } } },
    'silent',
    'silent',
  ],
  ['the root of its own account', aws(`arn:aws:iam::${owner}:root`), 'silent', 'silent'],
  ['another role of the role’s account', aws(`arn:aws:iam::${source}:role/other`), 'warning', 'warning'],
  ['a role of its own account', aws(`arn:aws:iam::${owner}:role/backup`), 'warning', 'silent'],
  ['a user of its own account', aws(`arn:aws:iam::${owner}:user/someone`), 'warning', 'silent'],
  ['a role of a foreign account', aws(`arn:aws:iam::${stranger}:role/other`), 'warning', 'warning'],
  ['the role and another one', aws([role, `arn:aws:iam::${source}:role/other`]), 'warning', 'warning'],
  ['S3', { Principal: { Service: 's3.amazonaws.com' } }, 'warning', 'warning'],
  [
    'S3 for one account',
    { Principal: { Service: 's3.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': source } } },
    'silent',
    'silent',
  ],
  ['through an endpoint', tied('StringEquals', 'aws:SourceVpce', 'vpce-0123456789abcdef0'), 'warning', 'error'],
];

function levelsOf(snapshot: Snapshot, rule: string): readonly string[] {
  const { findings } = auditOf(snapshot);
  expect(findings.filter(({ rule: id }) => id === 'rule-crashed')).toEqual([]);
  return [...new Set(findings.filter((finding) => finding.rule === rule).map(({ level }) => level))];
}

function withStatement(where: 'bucket' | 'key', statement: object): Snapshot {
  const { snapshot } = buildEstate({ crossAccount: true, kms: true });
  const account = snapshot.accounts[1];
  const place = where === 'bucket' ? account.buckets[0].GetBucketPolicy : account.keys[0].GetKeyPolicy;
  const document = JSON.parse(place.Policy);
  document.Statement.push({ Sid: 'Pushed', Effect: 'Allow', ...statement });
  place.Policy = JSON.stringify(document);
  return snapshot;
}

const objects = 'arn:aws:s3:::orders-replica/*';
const bucket = 'arn:aws:s3:::orders-replica';

/** Actions that replicate into a bucket, delete from it or undo its protection, however they are written. */
const harmful: readonly (readonly [string, object])[] = [
  ['replicate', { Action: 's3:ReplicateObject', Resource: objects }],
  ['replicate deletions', { Action: ['s3:ReplicateDelete', 's3:ReplicateTags'], Resource: objects }],
  ['delete', { Action: 's3:DeleteObject', Resource: objects }],
  ['delete versions', { Action: 's3:DeleteObjectVersion', Resource: objects }],
  ['suspend versioning', { Action: 's3:PutBucketVersioning', Resource: bucket }],
  ['expire', { Action: 's3:PutLifecycleConfiguration', Resource: bucket }],
  ['a pattern of actions', { Action: 's3:Delete*', Resource: [bucket, objects] }],
  ['everything of S3', { Action: 's3:*', Resource: [bucket, objects] }],
  ['everything', { Action: '*', Resource: [bucket, objects] }],
  ['all but one', { NotAction: 's3:GetObject', Resource: [bucket, objects] }],
];

const harmless: readonly (readonly [string, object])[] = [
  ['read', { Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: objects }],
  ['list', { Action: ['s3:ListBucket', 's3:GetBucketVersioning'], Resource: bucket }],
  ['delete on the wrong level', { Action: 's3:DeleteObject', Resource: bucket }],
];

describe('bucket policies', () => {
  test.each(
    forms.flatMap(([name, form, answer]) =>
      harmful.map(([action, grant]) => [name, action, form, grant, answer] as const),
    ),
  )('%s may %s', (_name, action, form, grant, answer) => {
    const found = levelsOf(withStatement('bucket', { ...form, ...grant }), 'least-privilege/bucket-policy-too-broad');
    // S3 replicates with the role, never as a service: such a grant is a dead one.
    const isDead = JSON.stringify(form).includes('Service') && action.startsWith('replicate');
    expect(found).toEqual(answer === 'silent' || isDead ? [] : [answer]);
  });

  test.each(
    forms
      .filter(([, form]) => !isForRole(form))
      .flatMap(([name, form]) => harmless.map(([action, grant]) => [name, action, form, grant] as const)),
  )('%s may %s, which is no harm', (_name, _action, form, grant) => {
    expect(levelsOf(withStatement('bucket', { ...form, ...grant }), 'least-privilege/bucket-policy-too-broad')).toEqual(
      [],
    );
  });
});

const keyUses: readonly (readonly [string, string | readonly string[]])[] = [
  ['decrypt', 'kms:Decrypt'],
  ['encrypt', ['kms:Encrypt', 'kms:GenerateDataKey']],
  ['do everything', 'kms:*'],
];

describe('key policies', () => {
  test.each(
    forms.flatMap(([name, form, , answer]) =>
      keyUses.map(([action, Action]) => [name, action, form, Action, answer] as const),
    ),
  )('%s may %s', (_name, _action, form, Action, answer) => {
    const grant = { Action, Resource: '*' };
    const found = levelsOf(withStatement('key', { ...form, ...grant }), 'least-privilege/key-policy-too-broad');
    expect(
      found.filter((level) => answer !== 'silent' || level !== 'warning' || Action !== 'kms:*' || !isForRole(form)),
    ).toEqual(answer === 'silent' ? [] : [answer]);
  });
});

/** Where the statement names the role itself, everything is more than it needs. */
function isForRole({ Principal }: Form): boolean {
  return (JSON.stringify(Principal) ?? '').includes(role);
}

test('a sentence about a key names no action of S3, and one about a bucket none of KMS', () => {
  for (const [, form] of forms) {
    const all = { ...form, Action: '*', Resource: '*' };
    for (const where of ['bucket', 'key'] as const)
      for (const { rule, message } of auditOf(withStatement(where, all)).findings) {
        if (rule === 'least-privilege/key-policy-too-broad') expect(message).not.toMatch(/\bs3:/u);
        if (rule === 'least-privilege/bucket-policy-too-broad') expect(message).not.toMatch(/\bkms:/u);
      }
  }
});

test('the patch of every form narrows the statement: nobody is let in any more who was too many', () => {
  for (const [, form] of forms) {
    const { patches, findings } = auditOf(
      withStatement('bucket', { ...form, Action: 's3:*', Resource: [bucket, objects] }),
    );
    for (const finding of findings.filter(({ rule }) => rule === 'least-privilege/bucket-policy-too-broad')) {
      const own = patches.filter(({ id }) => finding.patches.includes(id));
      expect(own.map(({ narrows, decision }) => [narrows, decision])).toEqual([[true, true]]);
    }
  }
});
