import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { collect } from '../../../src/collectors/collect.js';
import { remembered } from '../../../src/collectors/accounts/credentials.js';

const nothing = {
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
  AWS_CONFIG_FILE: '/nonexistent/config',
};
const cleared = [
  'AWS_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
];

describe('without what it takes', () => {
  const before = { ...process.env };

  beforeEach(() => {
    for (const name of cleared) delete process.env[name];
    Object.assign(process.env, nothing);
  });
  afterEach(() => {
    for (const name of Object.keys(nothing)) delete process.env[name];
    Object.assign(process.env, before);
  });

  test('no credentials: says so, and points to the demo', async () => {
    await expect(collect({ region: 'us-east-1' })).rejects.toMatchObject({
      name: 'NoCredentials',
      help: expect.stringContaining('replint demo'),
    });
  });

  test('an unknown profile is named', async () => {
    await expect(collect({ region: 'us-east-1', profile: 'nobody' })).rejects.toMatchObject({
      name: 'UnusableProfile',
      message: expect.stringContaining('`nobody`'),
    });
  });

  test('no Region: says where to set one', async () => {
    process.env['AWS_ACCESS_KEY_ID'] = 'AKIDEXAMPLE';
    process.env['AWS_SECRET_ACCESS_KEY'] = 'secret';
    await expect(collect({})).rejects.toMatchObject({ name: 'NoRegion' });
  });

  test('neither Region nor credentials: speaks of the credentials', async () => {
    await expect(collect({})).rejects.toMatchObject({ name: 'NoCredentials' });
  });

  test('a Region that cannot be one is not sent anywhere', async () => {
    await expect(collect({ region: 'example.com/' })).rejects.toMatchObject({ name: 'UnknownRegion' });
  });

  test('nobody at the endpoint', async () => {
    const environment = {
      endpoint: 'http://127.0.0.1:9',
      credentials: async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }),
      sleep: async () => {},
    };
    await expect(collect({ region: 'us-east-1', environment })).rejects.toMatchObject({ name: 'NoConnection' });
  });

  test.each([
    [{ concurrency: 0 }, 'Concurrency'],
    [{ observe: -1 }, 'observe'],
    [{ resume: { format: 'other' } }, 'not a snapshot'],
  ])('%j is refused', async (options, message) => {
    await expect(collect(options)).rejects.toThrow(message);
  });
});

describe('credentials that end', () => {
  test('are asked for once, and again shortly before', async () => {
    let time = 0;
    let asked = 0;
    const source = remembered(
      async () => {
        asked += 1;
        return { accessKeyId: `${asked}`, secretAccessKey: 's', expiration: new Date(time + 3_600_000) };
      },
      () => time,
    );
    await Promise.all([source(), source()]);
    time = 50 * 60_000;
    await source();
    expect(asked).toBe(1);
    time = 56 * 60_000;
    expect((await source()).accessKeyId).toBe('2');
  });

  test('a failure is not remembered', async () => {
    let asked = 0;
    const source = remembered(
      async () => {
        asked += 1;
        if (asked === 1) throw new Error('not yet');
        return { accessKeyId: 'a', secretAccessKey: 's' };
      },
      () => 0,
    );
    await expect(source()).rejects.toThrow('not yet');
    expect((await source()).accessKeyId).toBe('a');
  });
});
