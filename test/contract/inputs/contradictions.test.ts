/** Answers that contradict each other are not settled by their order. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate } from '../../../scripts/fixtures/estate.mjs';
import { audit } from '../../../src/judge.js';
import type { Report } from '../../../src/report/model.js';
import { readSnapshots } from '../../../src/sources/snapshot/read-snapshot.js';

type Entry = Record<string, unknown>;

interface Snapshot {
  collectedAt?: string;
  accounts: { id?: string; buckets: Entry[]; roles: Entry[]; keys: Entry[]; organization?: Entry }[];
}

function estate(): Snapshot {
  return (buildEstate({ kms: true }) as { snapshot: Snapshot }).snapshot;
}

function judged(...snapshots: readonly Snapshot[]): Report {
  const inputs = snapshots.map((snapshot, index) => ({
    name: `${index}.json`,
    kind: 'snapshot' as const,
    text: JSON.stringify(snapshot),
  }));
  return audit(readSnapshots(inputs).estate);
}

const lists = ['buckets', 'roles', 'keys'] as const;

/** What breaks replication, in an entry of each list. */
const breaks: Readonly<Record<(typeof lists)[number], (entry: Entry) => void>> = {
  buckets: (entry) => (entry['GetBucketVersioning'] = { Status: 'Suspended' }),
  roles: (entry) => (entry['AssumeRolePolicyDocument'] = { Version: '2012-10-17', Statement: [] }),
  keys: (entry) => (entry['GetKeyPolicy'] = { Policy: '{"Version":"2012-10-17","Statement":[]}' }),
};

function broken(list: (typeof lists)[number]): Snapshot {
  const snapshot = estate();
  const [entry] = snapshot.accounts[0]?.[list] ?? [];
  if (entry === undefined) throw new Error(`The estate has no ${list}.`);
  breaks[list](entry);
  return snapshot;
}

describe.each(lists)('two entries of %s', (list) => {
  test('that say the same are one', () => {
    const snapshot = estate();
    snapshot.accounts[0]?.[list].push(...structuredClone(snapshot.accounts[0][list]));
    expect(judged(snapshot).replication[0]?.verdict).toBe('replicates');
  });

  test.each([false, true])('in one snapshot that differ are contradictory (the broken one first: %s)', (isFirst) => {
    const snapshot = estate();
    const [other] = broken(list).accounts[0]?.[list] ?? [];
    if (other === undefined) throw new Error('There is no such entry.');
    snapshot.accounts[0]?.[list][isFirst ? 'unshift' : 'push'](other);
    const { replication, findings } = judged(snapshot);
    expect(replication[0]?.verdict).toBe('unknown');
    expect(findings.some(({ message }) => / (?:is|are) contradictory/u.test(message))).toBe(true);
  });

  test('in snapshots of equal age that differ are contradictory, whichever comes first', () => {
    expect(judged(estate(), broken(list)).replication[0]?.verdict).toBe('unknown');
    expect(judged(broken(list), estate()).replication[0]?.verdict).toBe('unknown');
  });

  test('of different age: the newer one holds', () => {
    const older = { ...broken(list), collectedAt: '2026-01-01T00:00:00Z' };
    const newer = { ...estate(), collectedAt: '2026-02-01T00:00:00Z' };
    expect(judged(older, newer).replication[0]?.verdict).toBe('replicates');
    expect(judged(newer, older).replication[0]?.verdict).toBe('replicates');
  });
});

test('a bucket that two accounts list is contradictory, and ends nothing else', () => {
  const snapshot = estate();
  const [account] = snapshot.accounts;
  if (account === undefined) throw new Error('The estate has no account.');
  const [source] = account.buckets;
  snapshot.accounts.push({
    ...structuredClone(account),
    id: '777788889999',
    buckets: [structuredClone(source ?? {})],
    roles: [],
    keys: [],
  });
  const { replication, findings, summary } = judged(snapshot);
  expect(replication.map(({ verdict }) => verdict)).toEqual(['unknown']);
  expect(summary.incomplete).toBe(true);
  expect(findings.map(({ message }) => message).join('\n')).toContain('777788889999 list it at the same time');
});

test('a member that stands twice is refused, with both lines', () => {
  const text = JSON.stringify(estate(), null, 1).replace(
    '"Status": "Enabled"',
    '"Status": "Enabled",\n"Status": "Suspended"',
  );
  const read = (): unknown => readSnapshots([{ name: 'twice.json', kind: 'snapshot', text }]);
  expect(read).toThrow(/twice\.json:\d+:\d+ "Status" stands twice in one object, first at line \d+/u);
});

describe('levels of organization policies', () => {
  const deny = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] };
  const full = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const level = (target: string, Content: object): Entry => ({ target, policies: [{ Name: 'p', Content }] });

  function entryWith(...serviceControlPolicies: readonly Entry[]) {
    const snapshot = estate();
    const [account] = snapshot.accounts;
    if (account === undefined) throw new Error('The estate has no account.');
    account.organization = {
      id: 'o-1',
      isManagementAccount: false,
      serviceControlPolicies,
      resourceControlPolicies: [],
    };
    return judged(snapshot).replication[0];
  }

  test.each<readonly [string, readonly Entry[], string, boolean]>([
    ['root and account', [level('r-ab12', full), level('111122223333', full)], 'replicates', false],
    ['no account', [level('r-ab12', full)], 'replicates', true],
    ['no root', [level('111122223333', full)], 'replicates', true],
    ['only a unit', [level('ou-ab12-cd', full)], 'replicates', true],
    ['nothing attached', [], 'replicates', false],
    ['a Deny counts wherever it stands', [level('ou-ab12-cd', deny)], 'fails', true],
  ])('%s', (_, levels, verdict, isAssumed) => {
    const entry = entryWith(...levels);
    expect(entry?.verdict).toBe(verdict);
    if (verdict === 'replicates') expect(entry?.assumptions.includes('organization-policies')).toBe(isAssumed);
  });
});
