/** A merged snapshot says what its parts say together. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { audit } from '../../../src/judge.js';
import { mergeSnapshots } from '../../../src/sources/snapshot/merge-snapshots.js';
import { readSnapshots } from '../../../src/sources/snapshot/read-snapshot.js';
import type { RawSnapshot } from '../../../src/sources/snapshot/snapshot-shape.js';
import { fixture } from '../../audit-of.js';

type Loose = any; // eslint-disable-line typescript/no-explicit-any

const estates = readdirSync(new URL('../../../fixtures/estates', import.meta.url))
  .map((name) => name.replace(/\.json$/u, ''))
  // Too large to be cut up hundreds of times.
  .filter((name) => name !== 'every-rule');

function judgement(snapshots: readonly RawSnapshot[]) {
  const inputs = snapshots.map((each, index) => ({
    name: `${index}`,
    kind: 'snapshot' as const,
    text: JSON.stringify(each),
  }));
  const { replication, findings, summary, input } = audit(readSnapshots(inputs).estate);
  return {
    replication,
    summary,
    collectedAt: input.collectedAt,
    findings: findings.map(({ rule, fingerprint, message }) => `${rule} ${fingerprint} ${message}`).sort(),
  };
}

const denied = { Error: { Code: 'AccessDenied', Message: 'denied' } };
const lists = ['buckets', 'roles', 'policies', 'keys'] as const;

/** A part of an estate: some entries left out, some answers refused or not asked for. */
function partOf(snapshot: Loose, choices: readonly number[], day: number): RawSnapshot {
  const part = structuredClone(snapshot);
  part.collectedAt = `2026-11-2${day}T06:00:00Z`;
  let at = 0;
  const next = (): number => choices[at++ % choices.length] ?? 0;
  for (const account of part.accounts) {
    for (const list of lists) {
      if (account[list] === undefined) continue;
      account[list] = account[list].filter(() => next() % 3 !== 0);
      for (const entry of account[list])
        for (const name of Object.keys(entry)) {
          if (!/^(?:Get|Describe|List|Head)/u.test(name) || typeof entry[name] !== 'object') continue;
          const choice = next() % 8;
          if (choice === 0 && name !== 'DescribeKey') delete entry[name];
          if (choice === 1 && name !== 'DescribeKey') entry[name] = denied;
        }
    }
    const choice = next() % 6;
    if (choice === 0) delete account.organization;
    if (choice === 1) account.organization = denied;
    if (choice === 2) {
      account.ListBuckets = denied;
      delete account.buckets;
    }
    if (choice === 3) part.collection = { problems: [{ kind: 'account', account: account.id, code: 'X' }] };
  }
  return part;
}

describe('mergeSnapshots', () => {
  test('is judged as its parts are together', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...estates),
        fc.array(fc.tuple(fc.array(fc.nat(), { minLength: 3, maxLength: 40 }), fc.integer({ min: 0, max: 4 })), {
          minLength: 1,
          maxLength: 3,
        }),
        (name, cuts) => {
          const parts = cuts.map(([choices, day]) => partOf(fixture(name), choices, day));
          expect(judgement([mergeSnapshots(parts)])).toEqual(judgement(parts));
        },
      ),
      { numRuns: 200 },
    );
  });

  test('the newer of two answers holds, an answer beats a refusal, and the merge is as old as its oldest part', () => {
    const part = (day: number, bucket: object): RawSnapshot =>
      ({
        format: 'replint-snapshot/1',
        collectedAt: `2026-11-0${day}T00:00:00Z`,
        accounts: [{ id: '111122223333', buckets: [{ Name: 'orders', ...bucket }] }],
      }) as RawSnapshot;
    const merged = mergeSnapshots([
      part(1, { GetBucketVersioning: { Status: 'Enabled' }, GetBucketPolicy: { Policy: '{}' } }),
      part(2, { GetBucketVersioning: { Status: 'Suspended' }, GetBucketPolicy: denied }),
    ]);
    expect(merged).toEqual({
      format: 'replint-snapshot/1',
      collectedAt: '2026-11-01T00:00:00Z',
      accounts: [
        {
          id: '111122223333',
          buckets: [
            { Name: 'orders', GetBucketVersioning: { Status: 'Suspended' }, GetBucketPolicy: { Policy: '{}' } },
          ],
        },
      ],
    });
  });
});
