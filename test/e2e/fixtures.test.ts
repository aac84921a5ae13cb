import { expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expectSameJudgement } from './estates/same-judgement.js';
import { auditorsOf, describeOnTheWire, root } from './servers/wire-test.js';

const estates = [
  ...readdirSync(join(root, 'fixtures/estates')).map((name) => `fixtures/estates/${name}`),
  'fixtures/demo/estate.json',
];

describeOnTheWire('a live audit judges like an audit of the file', (wire) => {
  test.each(estates)('%s, also with every list one element a page', async (path) => {
    await expectSameJudgement(wire, path, true);
  });

  test('no call is made twice, and none writes', async () => {
    const { accounts } = await wire.seed(JSON.parse(readFileSync(join(root, 'fixtures/demo/estate.json'), 'utf8')));
    const { calls } = await wire.collect(auditorsOf(accounts));
    const made = wire.proxy.calls.map(
      ({ identity, region, service, operation, subject }) => `${identity} ${region} ${service}:${operation} ${subject}`,
    );
    expect(made.toSorted()).toEqual([...new Set(made)].sort());
    expect(wire.proxy.calls.filter(({ isWrite }) => isWrite)).toEqual([]);
    expect(calls.total).toBe(made.length);
  });
});
