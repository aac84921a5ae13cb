/** Folders of answers say what the snapshot says that they were made from. */
import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { audit } from '../../../src/judge.js';
import { joinReadings } from '../../../src/sources/join-readings.js';
import { readFiles } from '../../../src/sources/recognise.js';
import type { Report } from '../../../src/report/model.js';
import { auditOf } from '../../audit-of.js';
import { answersOf, filesOf, habits, type SnapshotLike } from './as-answers.js';

const folder = new URL('../../../fixtures/estates/', import.meta.url);
const fixtures = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'hostile-names.json');

function snapshotOf(name: string): SnapshotLike {
  const snapshot = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as SnapshotLike;
  // The tree of an organization is tried by itself.
  return {
    ...snapshot,
    accounts: snapshot.accounts.map((account) =>
      account['organization'] === null ? account : { ...account, organization: undefined },
    ),
  };
}

function judged({ replication, findings }: Report) {
  return {
    replication: replication.map(({ source, destination, verdict, byObjectClass, aspects }) => ({
      source,
      destination,
      verdict,
      byObjectClass,
      aspects,
    })),
    findings: findings.map(({ rule, fingerprint, message }) => `${rule} ${fingerprint} ${message}`).sort(),
  };
}

async function reportOf(files: Parameters<typeof readFiles>[0]): Promise<Report> {
  const readings = await readFiles(files);
  expect(readings.map(({ kind }) => kind)).toEqual(['aws-cli']);
  return audit(joinReadings(readings).estate, { settings: { now: '2026-11-25T00:00:00Z' } });
}

describe.each(Object.entries(habits))('%s', (_habit, pathOf) => {
  test.each(fixtures)('%s', async (name) => {
    const snapshot = snapshotOf(name);
    const expected = judged(auditOf(snapshot));
    expect(expected.replication.length).toBeGreaterThan(0);
    expect(judged(await reportOf(filesOf(answersOf(snapshot), pathOf)))).toEqual(expected);
  });
});
