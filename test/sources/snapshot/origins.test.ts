import { describe, expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { stepsOf } from '../../../src/sources/json/json-pointer.js';
import { read, snapshot } from '../snapshots.js';

const folder = new URL('../../../fixtures/', import.meta.url);
const files = [...readdirSync(new URL('estates/', folder)).map((name) => `estates/${name}`), 'demo/estate.json'];

function valueAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const step of stepsOf(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step))
      throw new Error(`nothing at ${pointer}`);
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

interface Found {
  readonly pointer: string;
  readonly state: string | undefined;
  readonly value: unknown;
}

/** Everything in an estate that says where it stands. */
function originsIn(estate: unknown): readonly Found[] {
  const found: Found[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (value instanceof Map) {
      for (const each of value.values()) visit(each);
      return;
    }
    if ('origin' in value && typeof value.origin === 'object' && value.origin !== null && 'pointer' in value.origin) {
      const { origin, state, value: own } = value as { origin: { pointer: string }; state?: string; value?: unknown };
      found.push({ pointer: origin.pointer, state, value: own });
    }
    for (const member of Object.values(value)) visit(member);
  };
  visit(estate);
  return found;
}

function isPolicy(value: unknown): value is { json: unknown; text: string | null } {
  return typeof value === 'object' && value !== null && 'json' in value && 'text' in value;
}

/** Facts that are AWS's answer itself, not read out of it. */
const verbatim =
  /\/(?:ReplicationConfiguration|ObjectLockConfiguration|PublicAccessBlockConfiguration|TagSet|KeyMetadata|BucketRegion|GetBucketVersioning|Payer|ObjectOwnership)$/;

describe.each(files)('%s', (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const document: unknown = JSON.parse(text);
  const found = originsIn(read(text));

  test('every origin leads to something', () => {
    expect(found.length).toBeGreaterThan(30);
    for (const { pointer } of found) expect(() => valueAt(document, pointer)).not.toThrow();
  });

  test('origins of policies lead to the document', () => {
    const policies = found.filter(({ value }) => isPolicy(value));
    expect(policies.length).toBeGreaterThan(0);
    for (const { pointer, value } of policies) {
      const raw = valueAt(document, pointer);
      expect(isPolicy(value) && value.json).toEqual(typeof raw === 'string' ? JSON.parse(raw) : raw);
    }
  });

  test('origins of answers lead to the answer, of absences to the error', () => {
    // That a bucket is there is read out of any answer.
    const answers = found.filter(
      ({ state, pointer, value }) => state === 'known' && value !== true && verbatim.test(pointer),
    );
    expect(answers.length).toBeGreaterThan(5);
    for (const { pointer, value } of answers) expect(value).toEqual(valueAt(document, pointer));
    for (const { pointer, state } of found) {
      if (state === 'unreadable') expect(valueAt(document, pointer)).toHaveProperty('Error.Code');
    }
  });
});

describe('the text of a policy', () => {
  const textOf = (bucketPolicy: string): string | null | undefined => {
    const whole = JSON.stringify(snapshot({ buckets: [{ Name: 'orders', GetBucketPolicy: { Policy: '?' } }] }));
    const fact = read(whole.replace('"?"', () => bucketPolicy)).buckets.get('orders')?.policy;
    return fact?.state === 'known' ? fact.value.text : undefined;
  };
  const twice = '{ "Statement": [], "Statement": {} }';

  test.each([
    ['an object: as it stands in the input', twice, twice],
    ['a string: its content', JSON.stringify(twice), twice],
    ['URL-encoded: decoded', JSON.stringify(encodeURIComponent(twice)), twice],
    ['any JSON is passed on', '"[1]"', '[1]'],
  ])('%s', (_name, policy, text) => {
    expect(textOf(policy)).toBe(text);
  });
});
