import { describe, expect, test } from '@jest/globals';
import { deniedCode, failureOf } from '../../../src/collectors/answers/sdk/failure.js';

function answer(name: string, httpStatusCode: number, more: object = {}) {
  return Object.assign(new Error('message\n  second line'), { name, $metadata: { httpStatusCode }, ...more });
}

describe('what an error of the SDK means', () => {
  test.each([
    ['a refusal', answer('AccessDenied', 403), 'refused', 'AccessDenied'],
    ['nothing configured', answer('NoSuchBucketPolicy', 404), 'refused', 'NoSuchBucketPolicy'],
    [
      'IAM’s own code, not the SDK’s name',
      answer('NoSuchEntityException', 404, { Code: 'NoSuchEntity' }),
      'refused',
      'NoSuchEntity',
    ],
    ['a refusal without a code', answer('UnknownError', 403), 'refused', '403'],
    ['throttling', answer('SlowDown', 503), 'throttled', 'SlowDown'],
    ['throttling with status 400', answer('ThrottlingException', 400), 'throttled', 'ThrottlingException'],
    ['too many requests without a code', answer('Unknown', 429), 'throttled', '429'],
    ['a service that is not available, without a code', answer('Unknown', 503), 'throttled', '503'],
    ['the same of a HEAD, whose code is its status', answer('503', 503), 'throttled', '503'],
    ['a failure inside', answer('InternalError', 500), 'transient', 'InternalError'],
    ['a page of HTML from a gateway', answer('Unknown', 502), 'transient', '502'],
    [
      'XML that breaks off',
      Object.assign(answer('Error', 200), { message: '@aws-sdk XML parse error: x' }),
      'transient',
      'IncompleteAnswer',
    ],
    ['JSON that breaks off', answer('SyntaxError', 200), 'transient', 'IncompleteAnswer'],
    [
      'a connection that breaks',
      Object.assign(new Error('aborted'), { code: 'ECONNRESET' }),
      'transient',
      'ECONNRESET',
    ],
    [
      'the same, wrapped',
      new Error('wrapper', { cause: Object.assign(new Error('aborted'), { code: 'ECONNRESET' }) }),
      'transient',
      'ECONNRESET',
    ],
    ['a name that does not resolve', Object.assign(new Error('x'), { code: 'ENOTFOUND' }), 'unreachable', 'ENOTFOUND'],
    ['an expired token', answer('ExpiredToken', 400), 'credentials', 'ExpiredToken'],
    [
      'no credentials',
      Object.assign(new Error('x'), { name: 'CredentialsProviderError' }),
      'credentials',
      'CredentialsProviderError',
    ],
    [
      'a clock that the SDK has set right since',
      answer('RequestTimeTooSkewed', 403, { $metadata: { httpStatusCode: 403, clockSkewCorrected: true } }),
      'transient',
      'RequestTimeTooSkewed',
    ],
    ['a clock that it could not', answer('RequestTimeTooSkewed', 403), 'refused', 'RequestTimeTooSkewed'],
    [
      'a connection that nobody takes',
      Object.assign(new Error('the request socket did not establish a connection with the server within …'), {
        name: 'TimeoutError',
      }),
      'unreachable',
      'TimeoutError',
    ],
    [
      'an answer that does not come',
      Object.assign(new Error('Request did not complete'), { name: 'TimeoutError' }),
      'transient',
      'TimeoutError',
    ],
    ['a Region that is not switched on', answer('InvalidToken', 403), 'refused', 'InvalidToken'],
  ] as const)('%s', (_what, error, kind, code) => {
    expect(failureOf(error)).toMatchObject({ kind, code });
  });

  test('keeps the first line of the message', () => {
    expect(failureOf(answer('AccessDenied', 403)).message).toBe('message');
  });

  test('keeps the Region that S3 names', () => {
    const error = answer('Unknown', 403, { $response: { headers: { 'x-amz-bucket-region': 'eu-west-1' } } });
    expect(failureOf(error).bucketRegion).toBe('eu-west-1');
  });

  test('does not swallow a bug', () => {
    expect(() => failureOf(new TypeError('x is not a function'))).toThrow('x is not a function');
  });

  test.each([
    ['403', 'GetKeyPolicy', 'AccessDenied'],
    ['403', 'HeadBucket', '403'],
    ['404', 'GetRole', '404'],
  ])('%s of %s is called %s', (code, operation, name) => {
    expect(deniedCode(code, operation)).toBe(name);
  });
});
