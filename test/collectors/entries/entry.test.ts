import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../src/collectors/answers/answers.js';
import { Entry } from '../../../src/collectors/entries/entry.js';
import { type Json, errorEntry, textAt } from '../../../src/collectors/json.js';

const asked: string[] = [];
function ask(name: string, answer: Json) {
  return async () => {
    asked.push(name);
    return answerOf(answer);
  };
}

const asOf = '2026-11-26T10:00:00Z';
const earlier = '2026-11-25T10:00:00Z';

function answerOf(json: Json): Answer {
  return { json, provenance: { by: 'sdk', account: '111122223333', asOf }, bucketRegion: null };
}

describe('the answers about one thing', () => {
  test('each is asked for once, also at the same time', async () => {
    const entry = new Entry();
    asked.length = 0;
    const read = () => entry.read('GetRole', ask('GetRole', { Role: {} }));
    await Promise.all([read(), read()]);
    await read();
    expect(asked).toEqual(['GetRole']);
  });

  test('a refusal is an answer; an interruption is none', async () => {
    const entry = new Entry();
    await expect(entry.read('GetRole', () => Promise.reject(new Error('ended')))).rejects.toThrow('ended');
    expect(entry.get('GetRole')).toBeUndefined();
    await entry.read('GetRole', ask('again', errorEntry('AccessDenied', '')));
    expect(entry.get('GetRole')).toEqual(errorEntry('AccessDenied', ''));
  });

  test('of an earlier run: what is there and what is not stays, what could not be read is asked for again', () => {
    const entry = new Entry({
      GetBucketEncryption: errorEntry('AccessDenied', ''),
      GetBucketPolicy: errorEntry('NoSuchBucketPolicy', ''),
      GetBucketVersioning: errorEntry('SlowDown', ''),
      ListGrants: [{ Grants: [] }, errorEntry('TimeoutError', '')],
      GetRolePolicy: [errorEntry('ThrottlingException', '')],
    });
    expect(entry.toJson({}, '')).toEqual({
      GetBucketPolicy: errorEntry('NoSuchBucketPolicy', ''),
      ListGrants: [{ Grants: [] }],
    });
  });

  test('pages go on behind those of an earlier run', async () => {
    const entry = new Entry({ ListGrants: { Grants: ['a'], NextMarker: 'two' } });
    const markers: (string | undefined)[] = [];
    const pages = await entry.readPages(
      'ListGrants',
      async (marker) => {
        markers.push(marker);
        return answerOf(marker === 'two' ? { Grants: ['b'], NextMarker: 'three' } : { Grants: ['c'] });
      },
      (page) => textAt(page, 'NextMarker'),
    );
    expect(markers).toEqual(['two', 'three']);
    expect(pages).toHaveLength(3);
    expect(entry.get('ListGrants')).toEqual(pages);
  });

  test('pages that end midway are kept', async () => {
    const entry = new Entry();
    const reading = entry.readPages(
      'ListGrants',
      (marker) =>
        marker === undefined ? Promise.resolve(answerOf({ NextMarker: 'two' })) : Promise.reject(new Error('ended')),
      (page) => textAt(page, 'NextMarker'),
    );
    await expect(reading).rejects.toThrow('ended');
    expect(entry.get('ListGrants')).toEqual({ NextMarker: 'two' });
  });

  test('one for each name, sorted, and only what is missing', async () => {
    const entry = new Entry({ GetRolePolicy: [{ PolicyName: 'b', PolicyDocument: 'kept' }] });
    asked.length = 0;
    await entry.readEach('GetRolePolicy', 'PolicyName', ['c', 'b', 'a'], (name) =>
      ask(name, errorEntry('AccessDenied', ''))(),
    );
    expect(asked).toEqual(['c', 'a']);
    expect(entry.get('GetRolePolicy')).toEqual([
      { PolicyName: 'a', ...errorEntry('AccessDenied', '') },
      { PolicyName: 'b', PolicyDocument: 'kept' },
      { PolicyName: 'c', ...errorEntry('AccessDenied', '') },
    ]);
  });

  test('keep their age: what is older than the run, and what the run read itself', async () => {
    const entry = new Entry(
      { GetRole: {}, ListRolePolicies: { Marker: 'two' }, ReadAt: { GetRole: '2026-11-24T10:00:00Z' } },
      earlier,
    );
    await entry.read('GetRolePolicy', ask('GetRolePolicy', {}));
    // A list is as old as its oldest page.
    await entry.readPages(
      'ListRolePolicies',
      () => Promise.resolve(answerOf({})),
      (page) => textAt(page, 'Marker'),
    );
    expect(entry.toJson({}, earlier)['ReadAt']).toEqual({ GetRole: '2026-11-24T10:00:00Z', GetRolePolicy: asOf });
    expect(entry.toJson({}, '2026-11-24T10:00:00Z')['ReadAt']).toEqual({
      GetRolePolicy: asOf,
      ListRolePolicies: earlier,
    });
    expect(new Entry(entry.toJson({}, earlier), earlier).toJson({}, earlier)).toEqual(entry.toJson({}, earlier));
  });

  test('stand sorted behind the name', () => {
    const entry = new Entry({ GetRole: {}, Arn: 'other', AAA: {} });
    expect(Object.keys(entry.toJson({ Arn: 'arn' }, ''))).toEqual(['Arn', 'AAA', 'GetRole']);
    expect(entry.toJson({ Arn: 'arn' }, '')['Arn']).toBe('arn');
  });
});
