/** Questions that AWS leaves open, and the owner's answers to them. */
import { expect, test } from '@jest/globals';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';
import { auditOf } from '../audit-of.js';

function audited(choices: Readonly<Record<string, unknown>>, settled: readonly (readonly [string, string])[]) {
  return auditOf(buildEstate(choices).snapshot, { settings: { settled: new Map(settled) } });
}
const v1 = { schemaV1: true, crossAccount: true };

test('whether a request is made: the finding names the question and its answers', () => {
  const [finding] = audited(v1, []).findings.filter(({ rule }) => rule === 'evidence/undocumented');
  expect(finding?.help).toMatch(/under settled, as "request:A-20": yes .* no /);
});

test('answered with yes, the request is judged like any other', () => {
  const report = audited(v1, [['request:A-20', 'yes']]);
  expect(report.replication[0]?.aspects.deleteMarkers).toBe('replicates');
  expect(report.findings.map(({ kind }) => kind)).not.toContain('unknown');
});

test('answered with no, the aspect is not asked for', () => {
  const report = audited(v1, [['request:A-20', 'no']]);
  expect(report.replication[0]?.aspects.deleteMarkers).toBe('skipped');
  expect(report.findings.map(({ kind }) => kind)).not.toContain('unknown');
});

test('a value that a condition depends on: absent, or the value', () => {
  const { snapshot } = buildEstate({});
  snapshot.accounts[0].roles[0].AssumeRolePolicyDocument.Statement[0].Condition = {
    StringEquals: { 'aws:SourceAccount': '111122223333' },
  };
  const verdictWith = (answer: string): string | undefined =>
    auditOf(snapshot, { settings: { settled: new Map([['context:assume-role:aws:SourceAccount', answer]]) } })
      .replication[0]?.verdict;
  expect(auditOf(snapshot).replication[0]?.verdict).toBe('unknown');
  expect(verdictWith('111122223333')).toBe('replicates');
  expect(verdictWith('absent')).toBe('fails');
});
