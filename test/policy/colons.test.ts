/** A `*` that would have to run over the colons of an ARN: IAM's page and S3's disagree, so that nothing depends on it for certain. */
import { describe, expect, test } from '@jest/globals';
import { allowAll, ask, outcomeOf } from './ask.js';

describe.each([
  // pattern, resource, as Resource of an Allow
  ['arn:aws:s3:*', 'arn:aws:s3:::src/k', 'allowed'],
  ['arn:aws:s3:::*', 'arn:aws:s3:::src/k', 'allowed'],
  ['arn:aws:*:*:*:*', 'arn:aws:s3:::src/k', 'unknown'],
  ['arn:aws:s3:*:*:src/*', 'arn:aws:s3:::src/k', 'allowed'],
  ['arn:aws:s3:*:*:src/*', 'arn:aws:s3:::other/x:y:src/k', 'unknown'],
  ['arn:aws:s3:*:src/*', 'arn:aws:s3:::src/k', 'unknown'],
  ['arn:aws:s3:*:src/*', 'arn:aws:s3:::a/b:src/k', 'unknown'],
  ['arn:aws:s3::*:src/*', 'arn:aws:s3:::other/x:src/k', 'unknown'],
  ['arn:aws:s3::*1:src/*', 'arn:aws:s3:::other/x:1:src/k', 'not allowed'],
  ['arn:aws:s3:?:?:src/k', 'arn:aws:s3:::src/k', 'not allowed'],
  ['arn:*:s3:::src/*', 'arn:aws:s3:::src/k', 'allowed'],
  ['arn:*', 'arn:aws:s3:::src/k', 'allowed'],
  ['arn:aws:*', 'arn:aws:s3:::src/k', 'unknown'],
  ['arn:aws:s3*', 'arn:aws:s3:::src/k', 'unknown'],
  ['arn:aws:s?:*', 'arn:aws:s3:::src/k', 'unknown'],
  ['arn:aws:s3::*', 'arn:aws:s3:::src/k', 'allowed'],
  ['ar*', 'arn:aws:s3:::src/k', 'unknown'],
  ['a?n:aws:s3:::src/*', 'arn:aws:s3:::src/k', 'unknown'],
  ['arn:aws:s3:::src/a:*', 'arn:aws:s3:::src/a:b:c', 'allowed'],
  ['arn:aws:s3:::src/?', 'arn:aws:s3:::src/:', 'allowed'],
])('%s and %s', (pattern, resource, allowed) => {
  test(`an Allow: ${allowed}`, () => {
    expect(outcomeOf({ resource, identity: [{ ...allowAll, Resource: pattern }] })).toBe(allowed);
  });

  test('a Deny says the same of the other side', () => {
    const expected = { allowed: 'denied', 'not allowed': 'allowed', unknown: 'unknown' }[allowed];
    const request = { resource, also: [{ Effect: 'Deny', Action: '*', Resource: pattern }] };
    expect(outcomeOf(request)).toBe(expected);
    if (expected === 'unknown') expect(ask(request).unanswered.length).toBeGreaterThan(0);
  });

  test('NotResource turns it around', () => {
    const expected = { allowed: 'allowed', 'not allowed': 'denied', unknown: 'unknown' }[allowed];
    expect(outcomeOf({ resource, also: [{ Effect: 'Deny', Action: '*', NotResource: pattern }] })).toBe(expected);
  });
});
