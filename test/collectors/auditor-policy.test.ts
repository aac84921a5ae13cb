import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { auditorPolicy } from '../../src/collectors/auditor-policy.js';
import { readOperations } from '../../src/sources/read-operations.js';
import { findAction } from '../../src/policy/service-data/index.js';

function actionsOf(policy: ReturnType<typeof auditorPolicy>): readonly string[] {
  return policy.Statement.flatMap(({ Action }) => Action).sort();
}

/** Who we are needs no right, and taking a role is the trusting account's to allow. */
const rights = [
  ...new Set(
    Object.values(readOperations)
      .filter(({ subject }) => subject !== 'caller')
      .map(({ action }) => action),
  ),
];

describe('the auditor’s policy', () => {
  test('allows the reads, and nothing else', () => {
    expect(actionsOf(auditorPolicy({ observe: true }))).toEqual([...rights].sort());
  });

  test('names actions that exist, and that write nothing', () => {
    for (const action of actionsOf(auditorPolicy({ observe: true }))) {
      if (!action.startsWith('organizations:')) expect(['Read', 'List']).toContain(findAction(action)?.accessLevel);
    }
  });

  test('leaves object versions out unless they are observed', () => {
    const observing = ['s3:GetObjectVersion', 's3:GetObjectVersionTagging', 's3:ListBucketVersions'];
    expect(actionsOf(auditorPolicy())).toEqual(rights.filter((right) => !observing.includes(right ?? '')).sort());
  });

  test('names roles to take only where they are given', () => {
    const roles = ['arn:aws:iam::444455556666:role/b', 'arn:aws:iam::111122223333:role/a'];
    expect(auditorPolicy({ assumeRoles: roles }).Statement.at(-1)).toEqual({
      Sid: 'EnterAccounts',
      Effect: 'Allow',
      Action: ['sts:AssumeRole'],
      Resource: [...roles].sort(),
    });
  });

  test('names the partition in every ARN', () => {
    const arns = auditorPolicy({ partition: 'aws-cn', observe: true })
      .Statement.flatMap(({ Resource }) => Resource)
      .filter((resource) => resource !== '*');
    expect(arns.every((arn) => arn.startsWith('arn:aws-cn:'))).toBe(true);
  });

  test.each([
    ['docs/auditor-policy.json', auditorPolicy()],
    ['docs/auditor-policy-observe.json', auditorPolicy({ observe: true })],
  ])('%s is it', (path, policy) => {
    expect(JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'))).toEqual(policy);
  });
});
