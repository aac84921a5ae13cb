/** Which proxy the environment names, as botocore reads it. */
import { describe, expect, test } from '@jest/globals';
import { namesProxy, proxyFor } from '../../../src/collectors/answers/sdk/proxy-settings.js';

const host = 's3.us-east-1.amazonaws.com';
const plain = { HTTPS_PROXY: 'http://proxy.example:3128' };

test.each<readonly [string, Readonly<Record<string, string>>, string, string | null]>([
  ['no variable', {}, 'https:', null],
  ['HTTPS_PROXY for https', plain, 'https:', 'http://proxy.example:3128/'],
  ['HTTPS_PROXY not for http', plain, 'http:', null],
  ['HTTP_PROXY for http', { HTTP_PROXY: 'http://p:1' }, 'http:', 'http://p:1/'],
  ['HTTP_PROXY not for https', { HTTP_PROXY: 'http://p:1' }, 'https:', null],
  ['ALL_PROXY counts for nothing', { ALL_PROXY: 'http://p:1' }, 'https:', null],
  ['lower case', { https_proxy: 'http://lower:1' }, 'https:', 'http://lower:1/'],
  ['lower case first', { https_proxy: 'http://lower:1', ...plain }, 'https:', 'http://lower:1/'],
  ['lower case, empty, switches it off', { https_proxy: '', ...plain }, 'https:', null],
  ['a proxy without a scheme', { HTTPS_PROXY: 'proxy.example:3128' }, 'https:', 'http://proxy.example:3128/'],
  ['a proxy that speaks TLS', { HTTPS_PROXY: 'https://p:443' }, 'https:', 'https://p/'],
  ['a user and a password', { HTTPS_PROXY: 'http://u:p%40ss@p:1' }, 'https:', 'http://u:p%40ss@p:1/'],
])('%s', (_name, environment, protocol, proxy) => {
  expect(proxyFor(environment, protocol, host)?.href ?? null).toBe(proxy);
});

describe('NO_PROXY', () => {
  test.each<readonly [string, string, boolean]>([
    ['', host, false],
    ['*', host, true],
    [host, host, true],
    ['amazonaws.com', host, true],
    ['.amazonaws.com', host, true],
    ['AMAZONAWS.COM', host, true],
    ['us-east-1.amazonaws.com', 's3.eu-west-1.amazonaws.com', false],
    ['azonaws.com', host, false],
    ['example.com, amazonaws.com ,', host, true],
    ['*.amazonaws.com', host, false],
    ['127.0.0.1', '127.0.0.1:5000', true],
    ['127.0.0.1:5000', '127.0.0.1:5000', true],
    ['127.0.0.1:5001', '127.0.0.1:5000', false],
    ['localhost', '127.0.0.1:5000', false],
    ['::1', '[::1]:5000', true],
  ])('%j and %s', (list, name, isBypassed) => {
    for (const variable of ['NO_PROXY', 'no_proxy'])
      expect(proxyFor({ ...plain, [variable]: list }, 'https:', name) === null).toBe(isBypassed);
  });
});

test.each(['socks5://p:1', 'http://', 'ftp://p', '://'])('%s is refused, and says which variable', (HTTPS_PROXY) => {
  expect(() => proxyFor({ HTTPS_PROXY }, 'https:', host)).toThrow('HTTPS_PROXY does not name an HTTP proxy.');
});

test('whether there is anything to load', () => {
  expect([{}, { NO_PROXY: '*' }, { ALL_PROXY: 'http://p' }, { http_proxy: '' }].some(namesProxy)).toBe(false);
  expect([{ http_proxy: 'p' }, plain].every(namesProxy)).toBe(true);
});
