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
      aggregator: null,
      importer: null,
      reportLock: null,
      limits: { maxConcurrency: 20, batchSize: 10, toleratedFailurePercentage: 10 },
    });
  });

  test('say who imports findings, and how reports are locked', () => {
    const product = 'arn:aws-us-gov:securityhub:us-gov-west-1:111122223333:product/111122223333/default';
    expect(
      readSettings({ ...environment, REPLINT_SECURITY_HUB: product, REPLINT_REPORT_LOCK: 'COMPLIANCE:400' }),
    ).toMatchObject({
      importer: { account: '111122223333', region: 'us-gov-west-1' },
      reportLock: { mode: 'COMPLIANCE', days: 400 },
    });
    for (const wrong of ['true', product.replace('product/1', 'product/2'), `${product}/x`])
      expect(() => readSettings({ ...environment, REPLINT_SECURITY_HUB: wrong })).toThrow(
        `REPLINT_SECURITY_HUB is "${wrong}".`,
      );
    for (const wrong of ['NONE', 'GOVERNANCE', 'GOVERNANCE:0', 'GOVERNANCE:1.5', 'FOREVER:3'])
      expect(() => readSettings({ ...environment, REPLINT_REPORT_LOCK: wrong })).toThrow(
        `REPLINT_REPORT_LOCK is "${wrong}".`,
      );
  });

  test('are refused in words', () => {
    expect(() => readSettings({})).toThrow('REPLINT_BUCKET is not set.');
    expect(() => readSettings({ ...environment, REPLINT_ACCOUNTS: '111122223333,12' })).toThrow(
      '"12" is not an account ID',
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
