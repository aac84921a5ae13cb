/** What the workers that run tests promise: limits in time, data of their own, and an environment that one file cannot change for the next. */
import { describe, expect, test } from '@jest/globals';
import { channelFor } from './channel.mjs';
import { environmentKeeper } from './environment.js';
import { withLimit } from './limit.js';

describe('a limit in time', () => {
  test('fails what does not end', async () => {
    const never = withLimit(() => new Promise(() => {}), 20);
    await expect(never()).rejects.toThrow('took longer than 20 ms');
  });

  test('lets through what ends, and what fails', async () => {
    await expect(withLimit(async () => 7)()).resolves.toBe(7);
    const failing = withLimit(() => {
      throw new RangeError('no');
    });
    await expect(failing()).rejects.toThrow(RangeError);
  });
});

test('the environment is given back', () => {
  process.env['REPLINT_TEST_KEPT'] = 'kept';
  const giveBack = environmentKeeper();
  process.env['REPLINT_TEST_KEPT'] = 'changed';
  process.env['REPLINT_TEST_NEW'] = 'new';
  giveBack();
  expect(process.env['REPLINT_TEST_KEPT']).toBe('kept');
  expect(process.env).not.toHaveProperty('REPLINT_TEST_NEW');
  delete process.env['REPLINT_TEST_KEPT'];
});

test('a worker is given its data when it asks, whoever asked before', () => {
  const told: string[] = [];
  const channels = ['one', 'two'].map((name) => {
    const channel = channelFor({ name });
    channel.onMessage(({ workerData }) => told.push(workerData.name));
    return channel;
  });
  const say = (text: string): void => {
    for (const { postMessage } of channels) postMessage(text);
  };
  say('another message');
  expect(told).toEqual([]);
  say('jest-light-runner-get-worker-data');
  expect(told).toEqual(['one', 'two']);
});
