import { expect, test } from '@jest/globals';
import type { Report } from '../../src/engine/report.js';
import { baseAccount } from './seed.js';
import { jobWorld, jsonAt, runJob } from './job-world.js';
import { estateOfMany, withKeyOfThirdAccount } from './many-accounts.js';
import { auditorsOf, describeOnTheWire, judgementOf, reportOf } from './wire-test.js';

const ten = [
  'cross-account-good',
  'cross-account-no-bucket-policy',
  'cross-account-no-identity-policy',
  'cross-account-no-key-policy',
  'five-independent-defects',
  'cross-account-good',
  'cross-account-good',
  'cross-account-no-key-policy',
  'cross-account-good',
  'cross-account-no-bucket-policy',
];

const reportAt = async (...place: Parameters<typeof jsonAt>): Promise<Report> =>
  (await jsonAt(...place)) as unknown as Report;

describeOnTheWire('the scheduled job', (wire) => {
  test('over 20 accounts, in batches of three, says what one process says', async () => {
    const { accounts } = await wire.seed(withKeyOfThirdAccount(estateOfMany(ten)));
    expect(accounts).toHaveLength(20);
    const whole = await wire.collect({ ...auditorsOf(accounts), externalId: 'ticket-7' });
    const world = await jobWorld(wire);
    const { summary } = await runJob(world, 'first');
    const report = await reportAt(world, 'latest/report.json');
    expect(judgementOf(report)).toEqual(judgementOf(reportOf(whole.snapshot)));
    expect(report.input.accounts).toEqual([...accounts].sort());
    expect(summary?.replicationRules).toBe(10);
    expect(report.input.accounts).not.toContain(baseAccount);
  });
});
