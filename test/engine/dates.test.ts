/** Policies that hold from or until a date are judged at the time of the audit. */
import { expect, test } from '@jest/globals';
import { buildEstate } from '../../scripts/fixtures/estate.mjs';
import { auditOf } from '../audit-of.js';

function verdictAt(now: string | null, operator: string, key: string, value: string): string | undefined {
  const { snapshot } = buildEstate({});
  const [{ roles }] = snapshot.accounts;
  for (const statement of roles[0].RolePolicyList[0].PolicyDocument.Statement)
    statement.Condition = { [operator]: { [key]: value } };
  return auditOf(snapshot, { settings: { now } }).replication[0]?.verdict;
}

test.each([
  ['2026-11-25T00:00:00Z', 'DateLessThan', 'aws:CurrentTime', '2026-12-31T00:00:00Z', 'replicates'],
  ['2027-01-01T00:00:00Z', 'DateLessThan', 'aws:CurrentTime', '2026-12-31T00:00:00Z', 'fails'],
  ['2026-11-25T00:00:00Z', 'DateGreaterThan', 'aws:CurrentTime', '2026-12-01T00:00:00Z', 'fails'],
  ['2026-12-02T00:00:00Z', 'DateGreaterThan', 'aws:CurrentTime', '2026-12-01T00:00:00Z', 'replicates'],
  ['2027-01-01T00:00:00Z', 'NumericLessThan', 'aws:EpochTime', '1798675200', 'fails'],
  ['2026-12-30T00:00:00Z', 'NumericLessThan', 'aws:EpochTime', '1798675200', 'replicates'],
  ['2026-11-25T00:00:00Z', 'DateGreaterThan', 'aws:TokenIssueTime', '2020-01-01T00:00:00Z', 'replicates'],
  [null, 'DateLessThan', 'aws:CurrentTime', '2026-12-31T00:00:00Z', 'unknown'],
])('at %s, an Allow with %s %s %s: %s', (now, operator, key, value, verdict) => {
  expect(verdictAt(now, operator, key, value)).toBe(verdict);
});
