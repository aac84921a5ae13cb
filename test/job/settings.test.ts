import { describe, expect, test } from '@jest/globals';
import { list } from '../../src/job/list.js';
import { readSettings } from '../../src/job/settings.js';
import { memoryStore } from './memory-store.js';

const environment = { REPLINT_BUCKET: 'reports', REPLINT_ROLE_NAME: 'auditor' };

describe('settings', () => {
  test('have defaults', () => {
    expect(readSettings(environment)).toEqual({
      bucket: 'reports',
      roleName: 'auditor',
      externalId: null,
      accounts: [],
      includesManagementAccount: false,
      limits: { maxConcurrency: 20, batchSize: 10, toleratedFailurePercentage: 10 },
    });
  });

  test('are refused in words', () => {
    expect(() => readSettings({})).toThrow('REPLINT_BUCKET is not set.');
    expect(() => readSettings({ ...environment, REPLINT_ACCOUNTS: '111122223333,12' })).toThrow(
      '"12" is no account id',
    );
    expect(() => readSettings({ ...environment, REPLINT_BATCH_SIZE: '0' })).toThrow('REPLINT_BATCH_SIZE is "0".');
  });
});

test('accounts that are named are listed in batches, without asking anybody', async () => {
  const settings = readSettings({
    ...environment,
    REPLINT_ACCOUNTS: '777788889999, 111122223333,444455556666',
    REPLINT_BATCH_SIZE: '2',
  });
  const store = memoryStore();
  const listed = await list({ run: 'r' }, { settings, store, now: Date.now });
  expect(listed).toEqual({
    next: { round: 0, batches: 2 },
    limits: { maxConcurrency: 20, toleratedFailurePercentage: 10 },
  });
  const batches = JSON.parse(new TextDecoder().decode(store.objects.get('runs/r/items/0.json'))) as object[][];
  expect(batches.map((batch) => batch.map((item) => Object.values(item)[0]))).toEqual([
    ['111122223333', '444455556666'],
    ['777788889999'],
  ]);
});
