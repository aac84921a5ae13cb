/** Keys with a second policy, of AWS Resource Access Manager: what the key policy refuses is open while that may allow it. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';
import type { ReplicationEntry, Report } from '../../src/report/model.js';
import { auditOf } from '../audit-of.js';

type Key = Record<string, unknown>;

const allowing = policyFor('arn:aws:iam::111122223333:root');
const elsewhere = policyFor('arn:aws:iam::999988887777:root');
const rootOnly = policyFor('arn:aws:iam::444455556666:root');

function policyFor(AWS: string): { readonly Policy: string } {
  const Statement = [{ Effect: 'Allow', Principal: { AWS }, Action: 'kms:*', Resource: '*' }];
  return { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) };
}

/** Replication into another account, whose key policy lets nobody in but that account. */
function reportWith(change: (key: Key) => void, keyPolicy: object = rootOnly): Report {
  const { snapshot } = buildEstate({ kms: true, crossAccount: true }) as {
    snapshot: { accounts: { keys: Key[] }[] };
  };
  const key = snapshot.accounts.at(-1)?.keys.at(-1);
  if (key === undefined) throw new Error('The estate has no replica key.');
  key['GetKeyPolicy'] = keyPolicy;
  change(key);
  return auditOf(snapshot);
}

function verdictWith(change: (key: Key) => void, keyPolicy?: object): ReplicationEntry['verdict'] | undefined {
  return reportWith(change, keyPolicy).replication[0]?.verdict;
}

const ram = 'GetKeyPolicy:AWS_RAM';
const listed = { PolicyNames: ['default', 'AWS_RAM'] };

describe('a key policy that does not let the role in', () => {
  test.each<readonly [string, (key: Key) => void, string]>([
    ['nothing speaks of a second policy', () => {}, 'fails'],
    ['there is none', (key) => (key[ram] = { Error: { Code: 'NotFoundException' } }), 'fails'],
    ['the list of policies has none', (key) => (key['ListKeyPolicies'] = { PolicyNames: ['default'] }), 'fails'],
    ['the list of policies has one that was not read', (key) => (key['ListKeyPolicies'] = listed), 'unknown'],
    ['it could not be read', (key) => (key[ram] = { Error: { Code: 'AccessDeniedException' } }), 'unknown'],
    ['it allows', (key) => (key[ram] = allowing), 'unknown'],
    ['it allows somebody else', (key) => (key[ram] = elsewhere), 'fails'],
  ])('%s', (_, change, verdict) => {
    expect(verdictWith(change)).toBe(verdict);
  });

  test('an open verdict names the second policy', () => {
    const { replication, findings } = reportWith((key) => (key['ListKeyPolicies'] = listed));
    const reasons = findings.filter(({ fingerprint }) => replication[0]?.because.includes(fingerprint));
    expect(reasons.some(({ message }) => message.includes('AWS_RAM'))).toBe(true);
    expect(findings.filter(({ permission }) => permission?.cause === 'key-policy-does-not-allow')).toEqual([]);
  });
});

test('a key policy that lets the role in is enough', () => {
  expect(verdictWith((key) => (key[ram] = elsewhere), allowing)).toBe('replicates');
  expect(verdictWith((key) => (key['ListKeyPolicies'] = listed), allowing)).toBe('replicates');
});

describe('a Deny in one of the two', () => {
  const denying = {
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' },
        { Effect: 'Deny', Principal: '*', Action: 'kms:Encrypt', Resource: '*' },
      ],
    }),
  };

  test.each<readonly [string, object, object, string]>([
    ['in the key policy, and the other allows', denying, allowing, 'fails'],
    ['in the key policy, and the other could not be read', denying, { Error: { Code: 'AccessDenied' } }, 'fails'],
    ['in the other, and the key policy allows', allowing, denying, 'unknown'],
    ['in the other, and the key policy lets nobody in', rootOnly, denying, 'fails'],
  ])('%s', (_, keyPolicy, second, verdict) => {
    expect(verdictWith((key) => (key[ram] = second), keyPolicy)).toBe(verdict);
  });
});
