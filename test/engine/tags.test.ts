/** Conditions on tags whose keys differ by case, on empty tags, and on addresses of both families: what they do to replication. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate, type Snapshot } from '../../scripts/fixtures/estate.mjs';
import { auditOf } from '../audit-of.js';

type Tags = readonly { readonly Key: string; readonly Value: string }[];
function tags(...pairs: readonly (readonly [string, string])[]): Tags {
  return pairs.map(([Key, Value]) => ({ Key, Value }));
}

function judge(condition: Readonly<Record<string, unknown>>, change: (snapshot: Snapshot) => void) {
  const { snapshot } = buildEstate({ kms: true });
  snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument.Statement.push({
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: condition,
  });
  change(snapshot);
  const report = auditOf(snapshot);
  return {
    verdict: report.replication[0]?.verdict,
    open: report.findings.filter(({ kind }) => kind === 'unknown').map(({ message }) => message),
  };
}

describe('tags of the role', () => {
  const isRed = { StringEquals: { 'aws:PrincipalTag/Team': 'red' } };
  test.each<[string, Tags, Readonly<Record<string, unknown>>, string]>([
    ['none', [], isRed, 'replicates'],
    ['the same spelling', tags(['Team', 'red']), isRed, 'fails'],
    ['another spelling', tags(['tEAM', 'red']), isRed, 'fails'],
    ['another value', tags(['team', 'blue']), isRed, 'replicates'],
    ['two that differ by case and value', tags(['Team', 'red'], ['team', 'blue']), isRed, 'unknown'],
    ['the same, the other way around', tags(['team', 'blue'], ['Team', 'red']), isRed, 'unknown'],
    ['two that differ by case alone', tags(['Team', 'red'], ['team', 'red']), isRed, 'fails'],
    ['two, neither of which matters', tags(['Team', 'green'], ['team', 'blue']), isRed, 'replicates'],
    [
      'two, and the key is there in any case',
      tags(['Team', 'red'], ['team', 'blue']),
      { Null: { 'aws:PrincipalTag/team': 'true' } },
      'replicates',
    ],
    [
      'a letter beyond A to Z as it is spelt',
      tags(['Équipe', 'red']),
      { StringEquals: { 'aws:PrincipalTag/Équipe': 'red' } },
      'fails',
    ],
    [
      'a letter beyond A to Z in another case',
      tags(['équipe', 'red']),
      { StringEquals: { 'aws:PrincipalTag/Équipe': 'red' } },
      'unknown',
    ],
    [
      'an empty value under ForAllValues',
      tags(['Team', '']),
      { 'ForAllValues:StringEquals': { 'aws:PrincipalTag/Team': 'red' } },
      'fails',
    ],
    [
      'an empty value in a variable',
      tags(['Team', '']),
      { StringNotEquals: { 'aws:PrincipalArn': '${aws:PrincipalTag/Team}' } },
      'fails',
    ],
    ['an empty value under Null', tags(['Team', '']), { Null: { 'aws:PrincipalTag/Team': 'true' } }, 'unknown'],
    ['an empty value, compared', tags(['Team', '']), { StringNotEquals: { 'aws:PrincipalTag/Team': 'red' } }, 'fails'],
  ])('%s', (_name, Tags, condition, verdict) => {
    const judged = judge(condition, ({ accounts: [{ roles }] }) => {
      roles[0].Tags = Tags;
    });
    expect(judged.verdict).toBe(verdict);
    expect(judged.open.length > 0).toBe(verdict === 'unknown');
  });

  test('the question names the tag', () => {
    const { open } = judge(isRed, ({ accounts: [{ roles }] }) => {
      roles[0].Tags = tags(['Team', 'red'], ['team', 'blue']);
    });
    expect(open.join(' ')).toContain('differ only in upper and lower case');
  });
});

describe('the address that S3 has', () => {
  const verdictUnder = (condition: Readonly<Record<string, unknown>>) => judge(condition, () => undefined).verdict;
  test.each([
    // Absent, or any of both families.
    [{ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }, 'unknown'],
    [{ IpAddress: { 'aws:SourceIp': '::/0' } }, 'unknown'],
    [{ IpAddress: { 'aws:SourceIp': '2600:1f00::/24' } }, 'unknown'],
    [{ IpAddress: { 'aws:SourceIp': '2001:db8::/32' } }, 'replicates'],
    [{ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, 'replicates'],
    [{ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, 'fails'],
    [{ NotIpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }, 'unknown'],
    [{ NotIpAddress: { 'aws:SourceIp': ['0.0.0.0/0', '::/0'] } }, 'unknown'],
    [{ NotIpAddress: { 'aws:SourceIp': ['0.0.0.0/0', '::/0'] }, Null: { 'aws:SourceIp': 'false' } }, 'replicates'],
    [{ NotIpAddress: { 'aws:SourceIp': '0.0.0.0/0' }, Null: { 'aws:SourceIp': 'false' } }, 'unknown'],
    [{ NotIpAddressIfExists: { 'aws:SourceIp': '::/0' } }, 'unknown'],
  ])('%j: %s', (condition, verdict) => expect(verdictUnder(condition)).toBe(verdict));
});
